import { permissionFor } from "../../src/aws/actions";
import { actionsOf } from "../../src/aws/permissions";
import { adopt } from "../../src/cli/commands/adopt";
import { e2eEnvironment, withTerraform } from "../e2e/harness";
import { runCommand } from "../terminal";
import { testdir } from "../testdir";
import { messyFew } from "./messy-account";
import { openWorld, operator } from "./people";

withTerraform("the policy of roster adopt", () => {
  test("is exactly what it needs, the plan included", async () => {
    const state = messyFew(["console-04", "pipeline-02", "pipeline-07", "pipeline-10"]);
    const world = await openWorld({ state });
    try {
      const env = { ...e2eEnvironment(), ...(await operator(world, "adopt")) };
      world.sandbox.resetCounts();
      const ran = await runCommand(adopt, { cwd: testdir({ "cdktf.json": "{}" }), env, today: new Date() }, [
        "--policies",
      ]);
      expect({ code: ran.code, err: ran.code === 0 ? "" : ran.err }).toEqual({ code: 0, err: "" });
      const called = Object.keys(world.sandbox.counts())
        // STS asks for no permission for GetCallerIdentity.
        .filter((action) => action !== "sts:GetCallerIdentity")
        .map(permissionFor)
        .sort();
      expect(called).toEqual(actionsOf("adopt"));
    } finally {
      await world.close();
    }
  }, 400_000);
});
