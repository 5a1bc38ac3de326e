import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { accountFor } from "../../src/cli/rehearsal/account";
import { writeHcl } from "../../src/cli/write-hcl";
import type { Roster } from "../../src/roster/index";
import { createSandbox, type Sandbox, sandboxEnvironment } from "../../src/sandbox/index";
import type { Workspace } from "../../src/terraform/workspace";
import { showPlan } from "../plan-json";
import { testdir } from "../testdir";
import { e2eEnvironment, withTerraform } from "./harness";
import { because, CERTIFICATE, rosterOf, SSH_KEY, type Synthesized, synthesizedYaml } from "./rosters";

jest.setTimeout(300_000);

const direct = `directPolicies: ${because("A bot with one permission, which a group of one would only hide")}`;
const longLived = `longLivedKeys: ${because('Outside AWS: ${file("/etc/hostname")} %{ if true }, \\u202e <>& \u{1f600} */')}`;
const plaintext = `plaintextSecrets: ${because("The provider cannot encrypt the password of a service")}`;

/** Whatever a person can hold, and text that reads like Terraform's own. */
const everything = rosterOf(
  `  jane.doe:
    type: service
    name: Jane.Doe
    owner: platform-team
    tags: { "größe": "1.80 m : /=+-@", 日本: ё, "a b": "" }
    permissionsBoundary: push
    groups: [developers, billing]
    loginProfile: { passwordLength: 32 }
    mfaDevices: { phone: {}, spare: { path: /spare/ } }
    accessKeys: { a: {}, b: { status: Inactive } }
    sshPublicKeys: { ci: { publicKey: ${SSH_KEY} } }
    signingCertificates: { soap: { body: ${CERTIFICATE}, status: Inactive, lineBreaks: CRLF, finalLineBreak: true } }
    serviceSpecificCredentials: { git: { service: codecommit.amazonaws.com } }
    policies:
      managed: [push, arn:aws:iam::aws:policy/AWSCodeCommitReadOnly]
      inline:
        read: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "s3:Get*", Resource: "arn:aws:s3:::\${aws:username}/*" }] }
    ${direct}
    ${longLived}
    ${plaintext}
  left_override: { type: human, owner: left@example.com, mfaDevices: { phone: {} }, loginProfile: {}, suspended: { since: 2026-11-10, reason: Contract ended, ticket: HR-77 } }
  1st: { type: human, owner: first@example.com, groups: [developers] }`,
  {
    more: `
policies:
  push:
    description: "Says \${file(\\"/etc/hostname\\")} & <b>100%{x}</b>"
    document:
      Version: "2012-10-17"
      Id: "\${aws:username} %{if} \\\\ <>& ünï"
      Statement:
        - Sid: Push
          Effect: Allow
          NotAction: ["iam:*", "sts:*"]
          Resource: ["*"]
          Condition: { NumericLessThan: { "aws:MultiFactorAuthAge": 3600 }, Bool: { "aws:ViaAWSService": false }, StringLike: { "aws:PrincipalTag/a b": ["\${aws:username}", "$\${*}"] } }
groups:
  developers: { policies: [push] }
  billing: { existing: true }`,
  },
);

withTerraform("native HCL is the same stack as the JSON", (terraform) => {
  let sandbox: Sandbox | undefined;
  afterEach(() => sandbox?.close());

  async function applyJson({ roster, stack }: Synthesized): Promise<Workspace> {
    sandbox = createSandbox({ state: accountFor(roster) });
    const env = sandboxEnvironment(await sandbox.listen());
    const workspace = await terraform.newWorkspace(stack, env);
    await workspace.apply({ autoApprove: true });
    expect((await workspace.plan()).changes).toBe(false);
    return workspace;
  }

  /** Puts the HCL of a roster in the place of what is there. */
  function replaceByHcl(workspace: Workspace, roster: Roster): string[] {
    rmSync(join(workspace.directory, "cdk.tf.json"), { force: true });
    const out = testdir({});
    const [written] = writeHcl([roster], { out, project: out });
    const files = readdirSync(written?.folder ?? "").sort();
    for (const old of readdirSync(workspace.directory)) if (old.endsWith(".tf")) rmSync(join(workspace.directory, old));
    for (const file of files) {
      writeFileSync(join(workspace.directory, file), readFileSync(join(written?.folder ?? "", file)));
    }
    return files;
  }

  /** Names of files that terraform fmt would write otherwise. */
  const unformatted = (workspace: Workspace): string[] => {
    const options = { cwd: workspace.directory, env: e2eEnvironment(), encoding: "utf8" } as const;
    return execFileSync(terraform.binary.path, ["fmt", "-list=true", "-write=false"], options)
      .split("\n")
      .filter(Boolean);
  };

  test("the sample: formatted, valid, and nothing to change in the state that the JSON made", async () => {
    const made = await synthesizedYaml(readFileSync(join(__dirname, "..", "..", "users.yaml"), "utf8"));
    const { roster } = made;
    const workspace = await applyJson(made);
    expect(replaceByHcl(workspace, roster)).toEqual([
      "groups.tf",
      "main.tf",
      "user-alice.tf",
      "user-backup-bot.tf",
      "user-bob.tf",
      "user-carol.tf",
      "user-dana.tf",
      "user-deploy-bot.tf",
      "user-emergency.tf",
    ]);
    expect(unformatted(workspace)).toEqual([]);
    expect(await workspace.validate()).toEqual({ valid: true, diagnostics: [] });
    expect(await workspace.plan()).toMatchObject({ changes: false, summary: { add: 0, change: 0, remove: 0 } });

    const staying = roster.users.filter(({ key }) => key !== "alice");
    expect(replaceByHcl(workspace, { ...roster, users: staying })).not.toContain("user-alice.tf");
    await workspace.plan({ out: "plan.bin" });
    const { resource_changes = [] } = await showPlan(workspace, "plan.bin");
    const changes = resource_changes.filter(({ change }) => change.actions[0] !== "no-op");
    expect(changes.map(({ address, change }) => `${change.actions.join()} ${address}`)).toEqual([
      "delete aws_iam_user.alice",
      "delete aws_iam_user_group_membership.alice",
      "delete aws_iam_user_login_profile.alice",
      "delete aws_iam_user_policies_exclusive.alice",
      "delete aws_iam_user_policy_attachments_exclusive.alice",
      "delete aws_iam_virtual_mfa_device.alice--phone",
    ]);
  });

  test("every kind of holding, and text that reads like Terraform's own: nothing to change either", async () => {
    const made = await synthesizedYaml(everything);
    const { roster } = made;
    const workspace = await applyJson(made);
    expect(replaceByHcl(workspace, roster)).toEqual([
      "groups.tf",
      "main.tf",
      "user-_u31_st.tf",
      "user-jane_u2e_doe.tf",
      "user-left_overrid_u65_.tf",
    ]);
    expect(unformatted(workspace)).toEqual([]);
    expect(await workspace.validate()).toEqual({ valid: true, diagnostics: [] });
    expect(await workspace.plan()).toMatchObject({ changes: false, summary: { add: 0, change: 0, remove: 0 } });
  });
});
