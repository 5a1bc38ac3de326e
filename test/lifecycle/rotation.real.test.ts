import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deploy } from "../../src/cli/commands/deploy";
import { leave } from "../../src/cli/commands/leave";
import { rotate } from "../../src/cli/commands/rotate";
import { suspend } from "../../src/cli/commands/suspend";
import { addDays, isoDate } from "../../src/text/iso-date";
import { e2eEnvironment, withTerraform } from "../e2e/harness";
import { quickTerraform } from "../live/deploy-child";
import { openWorld } from "../live/people";
import { optionWords, runCommand } from "../terminal";
import { testdir } from "../testdir";

const now = new Date();
const today = isoDate(now);

const roster = `version: 1
account: { id: "123456789012" }
guards: { soakDays: 1, maxRemovalShare: 1 }
users:
  # The pipeline.
  deploy-bot:
    type: service
    owner: platform-team
    accessKeys: { a: { rotateBy: ${addDays(today, 3)} } } # in the vault
    plaintextSecrets:
      justification: A test has nobody who could decrypt it
      approvedBy: secops@example.com
      ticket: SEC-1
      expires: ${addDays(today, 100)}
  alice: { type: human, owner: alice@example.com }
`;

withTerraform("the life of a key, and of who has it", (terraform) => {
  test("a new slot, the old key Inactive, gone; then its user is suspended and leaves: one small edit and one apply each", async () => {
    const world = await openWorld();
    try {
      const cwd = testdir({ "users.yaml": roster });
      const env = {
        ...e2eEnvironment(),
        ...world.env,
        TERRAFORM_BINARY_NAME: quickTerraform(cwd, terraform.binary.path),
      };
      const textNow = () => readFileSync(join(cwd, "users.yaml"), "utf8");
      const line = () =>
        textNow()
          .split("\n")
          .find((one) => one.includes("accessKeys")) ?? "";
      const apply = async () =>
        expect(await runCommand(deploy, { cwd, env, today: now }, ["--auto-approve"])).toMatchObject({ code: 0 });
      const step = (...words: string[]) => runCommand(rotate, { cwd, env, today: now }, ["deploy-bot", ...words]);
      const keys = () => world.memory.users["deploy-bot"]?.accessKeys ?? [];

      expect((await step()).err).toContain(
        "slot a of deploy-bot of the roster is not in the state: roster deploy comes first",
      );
      await apply();
      const [old] = keys();
      if (old === undefined) throw new Error("no key");

      expect((await step()).code).toBe(0);
      const rotateBy = addDays(today, 90);
      expect(line()).toBe(
        `    accessKeys: { a: { rotateBy: ${addDays(today, 3)} }, b: { rotateBy: ${rotateBy} } } # in the vault`,
      );
      await apply();
      expect(keys().map(({ accessKeyId, status }) => [accessKeyId === old.accessKeyId, status])).toEqual([
        [true, "Active"],
        [false, "Active"],
      ]);

      // Both have worked for no time: nobody is in a hurry, unless it is said.
      expect((await step()).err).toContain(`b was created on ${today}; both work for 7 days`);
      old.lastUsed = { date: now.toISOString(), serviceName: "s3", region: "eu-west-1" };
      expect((await step("--overlap", "0")).err).toContain(
        `a is still in use: last used on ${today} for s3 in eu-west-1`,
      );
      old.lastUsed = {
        date: new Date(now.getTime() - 5 * 86_400_000).toISOString(),
        serviceName: "s3",
        region: "eu-west-1",
      };
      expect((await step("--overlap", "0")).code).toBe(0);
      expect(line()).toContain(`a: { rotateBy: ${addDays(today, 3)}, status: Inactive, inactiveSince: ${today} }, b:`);
      await apply();
      expect(keys().map(({ status }) => status)).toEqual(["Inactive", "Active"]);

      expect((await step()).err).toContain(`a is Inactive since ${today}; it is kept for 7 days`);
      expect((await step("--recovery", "0")).code).toBe(0);
      expect(line()).toBe(`    accessKeys: { b: { rotateBy: ${rotateBy} } } # in the vault`);
      await apply();
      expect(keys().map(({ accessKeyId }) => accessKeyId === old.accessKeyId)).toEqual([false]);

      const leaked = keys()[0]?.accessKeyId ?? "";
      expect((await step("--leaked", leaked, "--dry-run")).out).toContain(
        `${leaked} in slot b stops working at this apply`,
      );

      const why = { reason: "The pipeline has a role", ticket: "OPS-4" };
      await runCommand(suspend, { cwd, env, today: now }, ["deploy-bot", ...optionWords(why)]);
      await apply();
      const later = new Date(now.getTime() + 2 * 86_400_000);
      const gone = await runCommand(leave, { cwd, env, today: later }, ["deploy-bot"]);
      expect(gone).toMatchObject({ code: 0, err: "" });
      expect(textNow()).toBe(roster.replace(/ {2}# The pipeline[\s\S]*?(?= {2}alice)/, ""));
    } finally {
      await world.close();
    }
  }, 400_000);
});
