import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { adopt } from "../../src/cli/commands/adopt";
import {
  addAccount,
  createSandbox,
  DEFAULT_ACCOUNT_ID,
  type Sandbox,
  sandboxEnvironment,
} from "../../src/sandbox/index";
import { e2eEnvironment, withTerraform } from "../e2e/harness";
import { OTHER_CERTIFICATES, SSH_KEY } from "../sandbox/credentials";
import { runCommand } from "../terminal";
import { testdir } from "../testdir";
import { CANARY } from "./account-builder";
import { Deployment, importsIn, justifyAll, sorts } from "./adopt-story";
import { MESSY_TODAY, messyFew } from "./messy-account";

jest.setTimeout(900_000);

withTerraform("roster adopt", () => {
  let sandbox: Sandbox;
  let env: NodeJS.ProcessEnv;
  const open = async (names: readonly string[]) => {
    sandbox = createSandbox({ state: messyFew(names) });
    env = { ...e2eEnvironment(), ...sandboxEnvironment(await sandbox.listen()) };
  };
  afterEach(() => sandbox.close());
  const memory = () => addAccount(sandbox.state, DEFAULT_ACCOUNT_ID);
  /** Texts as they come from Windows, from a file, with a title above them; policies with all that an entry can say, and more. */
  const uploadInOtherWays = () => {
    const { "pipeline-01": ci, "pipeline-07": windows } = memory().users;
    const [unix = "", dos = ""] = OTHER_CERTIFICATES;
    const crlf = dos.replaceAll("\n", "\r\n");
    const added = { status: "Active", uploadDate: "2026-02-01T00:00:00Z" } as const;
    const [first] = ci?.signingCertificates ?? [];
    if (first !== undefined) Object.assign(first, { body: `${first.body}\n` });
    ci?.signingCertificates.push({ ...added, certificateId: "FROMWINDOWSFROMWINDOWSFROMWIN000", body: crlf });
    const titled = `subject=ci\n${unix}`;
    windows?.signingCertificates.push({ ...added, certificateId: "WITHATITLEWITHATITLEWITHATITLE00", body: titled });
    const bare = SSH_KEY.split(" ").slice(0, 2).join(" ");
    const key = { sshPublicKeyId: "APKAFROMWINDOWS000000", fingerprint: "00", body: `${bare}\r\n` };
    windows?.sshPublicKeys.push({ ...added, ...key });
    const statement = { Sid: "made by hand", Effect: "Allow", Action: "s3:*", Resource: "*" };
    const old = { Version: "2012-10-17", Statement: statement };
    Object.assign(memory().users.tmp_06?.inlinePolicies ?? {}, { old: JSON.stringify(old) });
    const tags = [{ Key: "Team", Value: "platform" }];
    Object.assign(memory().policies["deploy-artifacts"] ?? {}, { description: "What ${pipelines} may do", tags });
  };
  const read = (cwd: string, file = "users.yaml") => readFileSync(join(cwd, file), "utf8");

  test("a messy account is adopted, imported, and then holds one credential more that somebody made by hand", async () => {
    const names = ["console-04", "console-12", "pipeline-01", "pipeline-07", "pipeline-10", "tmp_03", "tmp_06"];
    await open(names);
    uploadInOtherWays();
    const cwd = testdir({ "cdktf.json": "{}" });
    const before = JSON.stringify(memory());

    const ran = await runCommand(adopt, { cwd, env, today: MESSY_TODAY }, ["--policies"]);
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.out).toBe(`7 users and 1 policy adopted, 48 imports: a real plan changes nothing else.
Written: users.yaml, users.imports.json
left: MFA device arn:aws:iam::123456789012:u2f/user/console-12/key-ABCDEFGH of console-12: only virtual devices can be managed; it stays enabled
left: SSH public key APKAFROMWINDOWS000000 of pipeline-07: Terraform would replace it, whatever text the entry has; it stays as it is, outside the roster
left: signing certificate WITHATITLEWITHATITLEWITHATITLE00 of pipeline-07: no entry can express its exact text
left: inline policy old of tmp_06: a roster refuses it: Sid is "made by hand", which is not allowed there; it stays as it is
owner unknown: tmp_03, tmp_06

Next:
  roster validate        7 users hold what needs a justification; its four lines are to be filled in
  roster deploy          imports, and changes nothing
  roster deploy          once more: it adds the roster's tags
`);
    expect(ran.out + ran.err + read(cwd) + read(cwd, "users.imports.json")).not.toContain(CANARY);
    expect(read(cwd)).toContain(`policies:
  deploy-artifacts:
    path: "/ci/"
    description: "What \${pipelines} may do"
    tags:
      Team: platform
    document:
      Version: "2012-10-17"
`);
    expect(read(cwd)).toContain("managed: [deploy-artifacts]");
    expect(read(cwd).match(/^ +(lineBreaks|finalLineBreak):.*/gm)).toEqual([
      "        finalLineBreak: true",
      "        lineBreaks: CRLF",
      "        finalLineBreak: true",
    ]);

    justifyAll(cwd);
    const deployment = await Deployment.open(cwd, env);
    const planned = await deployment.plan();
    expect(sorts(planned)).toEqual({ import: 48 });
    const native = await deployment.planHcl();
    expect(native.unformatted).toBe("");
    expect(importsIn(native.plan)).toEqual(importsIn(planned));
    expect(sorts(native.plan)).toEqual({ import: 48 });
    await deployment.apply();
    expect(JSON.stringify(memory())).toBe(before);

    expect(await runCommand(adopt, { cwd, env, today: MESSY_TODAY }, ["--finish"])).toMatchObject({
      code: 0,
      out: "48 imports done, 0 still open.\n",
    });
    expect(existsSync(join(cwd, "users.imports.json"))).toBe(false);
    expect(sorts(await deployment.plan())).toEqual({
      nothing: 40,
      "update force_destroy,tags,tags_all": 7,
      "update tags_all": 1,
    });
    await deployment.apply();

    // Somebody gives the pipeline a second key in the console.
    const [key] = memory().users["pipeline-01"]?.accessKeys ?? [];
    memory().users["pipeline-01"]?.accessKeys.push({
      accessKeyId: "AKIAMADEBYHAND000000",
      status: "Active",
      createDate: key?.createDate ?? "",
    });
    const again = await runCommand(adopt, { cwd, env, today: MESSY_TODAY }, ["pipeline-01", "--unmanaged"]);
    expect(again.out).toContain("1 user adopted, 1 import: a real plan changes nothing else.");
    expect(JSON.parse(read(cwd, "users.imports.json")).imports).toEqual([
      { to: "aws_iam_access_key.pipeline-01--b", id: "AKIAMADEBYHAND000000" },
    ]);
    expect(read(cwd)).toContain(`      a:
        status: Active
      b:
        status: Active
`);
    expect(await runCommand(adopt, { cwd, env, today: MESSY_TODAY })).toMatchObject({
      code: 0,
      err: expect.stringMatching(/Nothing to adopt: everything is already in the state\.\n$/),
    });
  });

  const HALF = `version: 1
# The team of the console.
account: { id: "123456789012" }
defaults: { path: /people/, pgpKey: "keybase:secops" }
groups:
  developers: { existing: true } # platform's
users:
  jane: # her name in IAM is older than the roster
    name: Console-08
    type: human
    owner: jane@example.com
    groups: [developers]
    path: /
    loginProfile: {}
    mfaDevices: { mobile: { name: console-08-phone }, spare: {} }
    consoleWithoutMfa: { justification: "She enrols her phone on Monday, and until then", approvedBy: ciso@example.com, ticket: A-1, expires: 2027-01-01 }
`;

  test("a half-finished apply: the user is there, the state does not know it; the entry is matched, not doubled", async () => {
    await open(["console-08"]);
    const user = memory().users["console-08"];
    if (user !== undefined) user.userName = "Console-08";
    user?.accessKeys.push({
      accessKeyId: "AKIAMADEBYHAND000000",
      status: "Active",
      createDate: "2026-11-01T00:00:00Z",
    });
    const yaml = HALF.replace(/^ {4}consoleWithoutMfa.*\n/m, "");
    const cwd = testdir({ "cdktf.json": "{}", "users.yaml": yaml });
    const refused = await runCommand(adopt, { cwd, env, today: MESSY_TODAY }, ["console-08"]);
    expect(refused.code).toBe(3);
    expect(refused.err).toBe(`the state of stack users is being read
users are being read
terraform plan: 8 imports for 1 user
The roster has other changes that are not applied yet; nothing was written:
  aws_iam_virtual_mfa_device.jane--spare: create
Deploy them first. If they cannot be deployed without the adoption, add --pending.
`);
    const ran = await runCommand(adopt, { cwd, env, today: MESSY_TODAY }, ["console-08", "--pending"]);
    expect(ran.code).toBe(0);
    expect(ran.out).toContain(
      "not part of the adoption, still pending: aws_iam_virtual_mfa_device.jane--spare: create",
    );
    // The second device, the key and the group by the name Finance are what the entry lacked. With a PGP key for whatever
    // is made again, nothing of them can come to be in plain text in the state.
    expect(read(cwd)).toBe(
      yaml
        .replace("groups: [developers]", "groups: [developers, Finance]")
        .replace("existing: true } # platform's\n", "existing: true } # platform's\n  Finance:\n    existing: true\n")
        .replace("spare: {} }", "spare: {}, tablet: { name: console-08-tablet } }")
        .concat("    accessKeys:\n      a:\n        status: Active\n")
        .concat("    longLivedKeys:\n      justification:\n      approvedBy:\n      ticket:\n      expires:\n"),
    );
  });

  test("fails when the entry says otherwise: address and attribute are shown, and nothing is written", async () => {
    await open(["console-08"]);
    const yaml = HALF.replace("    path: /\n", "");
    const cwd = testdir({ "cdktf.json": "{}", "users.yaml": yaml });
    const ran = await runCommand(adopt, { cwd, env, today: MESSY_TODAY }, ["console-08", "--pending"]);
    expect(ran.code).toBe(3);
    expect(ran.err).toContain(`The plan would change what it should only import; nothing was written:
  aws_iam_user.jane: update (`);
    expect(ran.err).toMatch(/aws_iam_user\.jane: update \(.*name, path/);
    expect(read(cwd)).toBe(yaml);
    expect(existsSync(join(cwd, "users.imports.json"))).toBe(false);
  });

  test("fails when a kind of credential may not be read: no entry pretends that there is none", async () => {
    await open(["console-08"]);
    sandbox.setFaults({ deny: ["iam:ListSigningCertificates"] });
    const cwd = testdir({ "cdktf.json": "{}" });
    await expect(runCommand(adopt, { cwd, env, today: MESSY_TODAY })).rejects.toMatchObject({
      permission: "iam:ListSigningCertificates",
    });
    expect(existsSync(join(cwd, "users.yaml"))).toBe(false);
  });
});
