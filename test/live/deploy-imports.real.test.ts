import { existsSync } from "node:fs";
import { adopt } from "../../src/cli/commands/adopt";
import { deploy } from "../../src/cli/commands/deploy";
import { importsFile, writeImports } from "../../src/cli/imports";
import { e2eEnvironment, withTerraform } from "../e2e/harness";
import { rosterOf } from "../e2e/rosters";
import { optionWords, runCommand } from "../terminal";
import { testdir } from "../testdir";
import { quickTerraform } from "./deploy-child";
import { makeUser, openWorld } from "./people";

const imports = [
  { to: "aws_iam_user.alice", id: "alice" },
  { to: "aws_iam_user.bob", id: "bob" },
];

withTerraform("roster deploy with imports", (terraform) => {
  test("finishes them by itself, also those of a run that was cut off before that; adopt --finish then has nothing to do", async () => {
    const world = await openWorld();
    try {
      await makeUser(world, "alice");
      const cwd = testdir({
        "users.yaml": rosterOf("  alice: { type: human, owner: alice@example.com }"),
      });
      const env = {
        ...e2eEnvironment(),
        ...world.env,
        TERRAFORM_BINARY_NAME: quickTerraform(cwd, terraform.binary.path),
      };
      const run = (values: Record<string, boolean>) =>
        runCommand(values.finish ? adopt : deploy, { cwd, env, today: new Date() }, [...optionWords(values)]);
      const file = importsFile(cwd, "users");
      writeImports(file, imports);
      const first = await run({ "auto-approve": true });
      expect([first.code, first.out.split("\n").slice(-3), existsSync(file)]).toEqual([
        0,
        [
          "users: applied",
          "2 imports done: users.imports.json is removed (commit that), and the next roster deploy adds the roster's tags",
          "",
        ],
        false,
      ]);
      expect(world.memory.users.alice?.tags).toEqual([]);
      expect(await run({ finish: true })).toMatchObject({ code: 0, err: "There are no open imports.\n" });

      // Cut off between the apply and this: the file is still there, and the plan has nothing to do.
      writeImports(file, imports.slice(0, 1));
      const again = await run({ "auto-approve": true });
      expect([again.code, again.out, existsSync(file)]).toEqual([
        0,
        `users: nothing to change
1 import done: users.imports.json is removed (commit that), and the next roster deploy adds the roster's tags
`,
        false,
      ]);
    } finally {
      await world.close();
    }
  }, 400_000);
});
