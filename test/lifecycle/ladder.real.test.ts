import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deploy } from "../../src/cli/commands/deploy";
import { invite } from "../../src/cli/commands/invite";
import { promote } from "../../src/cli/commands/promote";
import { e2eEnvironment, withTerraform } from "../e2e/harness";
import { quickTerraform } from "../live/deploy-child";
import { openWorld, type World } from "../live/people";
import { runCommand } from "../terminal";
import { testdir } from "../testdir";

const sample = readFileSync(join(__dirname, "..", "..", "users.yaml"), "utf8");
/** The policy of the sample, as it stands there. */
const policies = /^policies:\n {2}self-manage-mfa:[\s\S]*?(?=\n {2}service-boundary:)/m.exec(sample)?.[0] ?? "";
const roster = `version: 1
account: { id: "123456789012" }
defaults: { path: /people/, pgpKey: { file: keys/secops.asc } }
${policies}
groups:
  developers: { policies: [arn:aws:iam::aws:policy/ReadOnlyAccess, self-manage-mfa] }
users:
  alice: { type: human, owner: alice@example.com }
`;

const actions = [
  "iam:ChangePassword",
  "iam:EnableMFADevice",
  "iam:ListMFADevices",
  "iam:ListVirtualMFADevices",
  "iam:DeactivateMFADevice",
  "iam:CreateAccessKey",
  "s3:ListAllMyBuckets",
  "sts:AssumeRole",
];

/** What zoe can do, as IAM's own simulator answers, with the password alone or with a second factor too. */
async function allowed({ admin }: World, mfa: boolean): Promise<string[]> {
  const zoe = "arn:aws:iam::123456789012:user/people/zoe";
  const { EvaluationResults = [] } = await admin.call("iam:SimulatePrincipalPolicy", {
    PolicySourceArn: zoe,
    ActionNames: actions,
    ResourceArns: [zoe, "*"],
    ContextEntries: [
      { ContextKeyName: "aws:MultiFactorAuthPresent", ContextKeyType: "boolean", ContextKeyValues: [String(mfa)] },
      { ContextKeyName: "aws:username", ContextKeyType: "string", ContextKeyValues: ["zoe"] },
    ],
  });
  const may = EvaluationResults.filter(({ EvalDecision }) => EvalDecision === "allowed");
  return actions.filter((action) => may.some(({ EvalActionName }) => EvalActionName === action));
}

const ENROLS = ["iam:ChangePassword", "iam:EnableMFADevice", "iam:ListMFADevices", "iam:ListVirtualMFADevices"];

withTerraform("the ladder of a newcomer", (terraform) => {
  test("invited, enrolled, promoted: at each rung just what the table says, for a thief with the first password too", async () => {
    const world = await openWorld();
    try {
      const cwd = testdir({
        "users.yaml": roster,
        "keys/secops.asc": readFileSync(join(__dirname, "..", "..", "keys", "secops.asc"), "utf8"),
      });
      const env = {
        ...e2eEnvironment(),
        ...world.env,
        TERRAFORM_BINARY_NAME: quickTerraform(cwd, terraform.binary.path),
      };
      const run = (command: typeof deploy, ...words: string[]) =>
        runCommand(command, { cwd, env, today: new Date() }, words);
      const apply = async () => expect(await run(deploy, "--auto-approve")).toMatchObject({ code: 0 });
      const textNow = () => readFileSync(join(cwd, "users.yaml"), "utf8");

      const invited = await run(invite, "zoe", "--owner", "zoe@example.com", "--group", "developers");
      expect(invited).toMatchObject({ code: 0, err: "" });
      expect(textNow()).toBe(`${roster}  zoe:
    type: human
    owner: zoe@example.com
    stage: invited
    groups: [developers]
    loginProfile: {}
    mfaDevices:
      phone: {}
`);
      await apply();
      const zoe = world.memory.users.zoe;
      if (zoe === undefined) throw new Error("zoe is not there");
      expect([await allowed(world, false), await allowed(world, true)]).toEqual([ENROLS, ENROLS]);

      expect((await run(promote, "zoe")).err).toBe(
        "roster: nothing is written: zoe has not signed in yet (IAM tells a sign-in after up to five minutes)\n  zoe has not enabled an MFA device yet\n",
      );
      zoe.passwordLastUsed = new Date().toISOString();
      const device = Object.values(world.memory.mfaDevices)[0];
      if (device === undefined) throw new Error("there is no device");
      device.user = "zoe";
      device.enableDate = new Date().toISOString();
      expect(await run(promote, "zoe")).toMatchObject({ code: 0, err: "" });
      expect(textNow()).not.toContain("stage:");
      await apply();

      // Whoever has the password alone can do what the sample's policy leaves, and nothing that matters.
      expect(await allowed(world, false)).toEqual(["iam:ChangePassword", "iam:EnableMFADevice", "iam:ListMFADevices"]);
      expect(await allowed(world, true)).toEqual([...ENROLS, "s3:ListAllMyBuckets"]);
    } finally {
      await world.close();
    }
  }, 400_000);
});
