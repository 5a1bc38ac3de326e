import { readFileSync } from "node:fs";
import { join } from "node:path";
import { synthesize } from "../../src/cli/synthesize";
import { loadRoster } from "../../src/roster/index";
import { testdir } from "../testdir";
import { whole } from "../whole";

const root = join(__dirname, "..", "..");

/** The stack of the sample, whole: whoever changes it changes what an update does to people who already use it. */
test("the sample's cdk.tf.json is the golden one, byte for byte", async () => {
  const roster = whole(await loadRoster(join(root, "users.yaml"), { today: new Date("2026-11-21T00:00:00Z") }));
  const written = (folder: string) => {
    const [stack] = synthesize([roster], { out: join(folder, "cdktf.out"), project: folder });
    return readFileSync(join(stack?.folder ?? "", "cdk.tf.json"), "utf8");
  };
  const project = { "cdktf.json": JSON.stringify({ projectId: "iam-roster" }) };
  const first = written(testdir(project));
  const second = written(testdir(project));
  expect(second).toBe(first);
  expect(first).toBe(readFileSync(join(__dirname, "users.golden.json"), "utf8"));
});
