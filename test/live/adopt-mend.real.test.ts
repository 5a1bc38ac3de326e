import { readFileSync } from "node:fs";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { adopt } from "../../src/cli/commands/adopt";
import { addAccount, createSandbox, DEFAULT_ACCOUNT_ID, sandboxEnvironment } from "../../src/sandbox/index";
import { TerraformFailure } from "../../src/terraform/failure";
import { e2eEnvironment, withTerraform } from "../e2e/harness";
import { CERTIFICATE, SSH_KEY } from "../sandbox/credentials";
import { runCommand } from "../terminal";
import { testdir } from "../testdir";
import { Deployment, sorts } from "./adopt-story";
import { MESSY_TODAY } from "./messy-account";

/** What reaches the account, and whose answer never reaches Terraform. */
const LOST = [
  "CreatePolicy push",
  "CreateGroup developers",
  "CreateUser tom",
  "CreateLoginProfile jane",
  "CreateVirtualMFADevice jane-phone",
  "UploadSSHPublicKey jane",
  "UploadSigningCertificate jane",
];

const YAML = `version: 1
account: { id: "123456789012" }
policies:
  push: { description: Push to git, document: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "codecommit:GitPush", Resource: "*" }] } }
groups:
  developers: {}
users:
  tom: { type: human, owner: tom@example.com }
  jane:
    type: human
    owner: jane@example.com
    loginProfile: {}
    mfaDevices: { phone: {} }
    accessKeys: { laptop: {} }
    sshPublicKeys: { laptop: { publicKey: ${SSH_KEY} } }
    signingCertificates: { soap: { body: ${JSON.stringify(CERTIFICATE)}, finalLineBreak: true } }
`;

/** Stands between Terraform and a sandbox; an answer that is lost breaks the connection, and the SDK asks again. */
async function leakyLine(sandbox: string, lost: Set<string>): Promise<Server> {
  const server = createServer((asked, answer) => {
    const chunks: Buffer[] = [];
    asked.on("data", (chunk: Buffer) => chunks.push(chunk));
    asked.on("end", () => {
      const body = Buffer.concat(chunks);
      const of = (name: string) => new URLSearchParams(body.toString()).get(name);
      const about = of("PolicyName") ?? of("GroupName") ?? of("VirtualMFADeviceName") ?? of("UserName");
      const { method, headers, url = "/" } = asked;
      const onward = request(new URL(url, sandbox), { method, headers }, (answered) => {
        if (lost.delete(`${of("Action")} ${about}`)) {
          asked.socket.destroy();
          return;
        }
        answer.writeHead(answered.statusCode ?? 500, answered.headers);
        answered.pipe(answer);
      });
      onward.end(body);
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return server;
}

withTerraform("an apply that was cut short", () => {
  test("what is in the account and not in the state is imported, and nothing is made twice", async () => {
    const sandbox = createSandbox();
    const url = await sandbox.listen();
    const lost = new Set(LOST);
    const line = await leakyLine(url, lost);
    const environmentAt = (endpoint: string) => ({ ...e2eEnvironment(), ...sandboxEnvironment(endpoint) });
    try {
      const cwd = testdir({ "cdktf.json": "{}", "users.yaml": YAML });
      const leaky = `http://127.0.0.1:${(line.address() as AddressInfo).port}`;
      const deployment = await Deployment.open(cwd, environmentAt(leaky));
      await deployment.plan();
      const failure = await deployment.apply().catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(TerraformFailure);
      expect([...lost]).toEqual([]);

      const account = addAccount(sandbox.state, DEFAULT_ACCOUNT_ID);
      const before = JSON.stringify([account.users, account.groups, account.policies, account.mfaDevices]);
      const env = environmentAt(url);
      const ran = await runCommand(adopt, { cwd, env, today: MESSY_TODAY }, ["--mend"]);
      expect({ code: ran.code, err: ran.code === 0 ? "" : ran.err }).toEqual({ code: 0, err: "" });
      expect(ran.out).toBe(`2 users adopted, 9 imports: a real plan changes nothing else.
Written: users.imports.json
secret unknown, not in the state: aws_iam_user_login_profile.jane
secret unknown, not in the state: aws_iam_virtual_mfa_device.jane--phone

Next:
  roster deploy          imports, and changes nothing
  roster deploy          once more: it adds the roster's tags
`);
      expect(readFileSync(join(cwd, "users.yaml"), "utf8")).toBe(YAML);
      const { imports } = JSON.parse(readFileSync(join(cwd, "users.imports.json"), "utf8"));
      expect(imports.map(({ to }: { to: string }) => to)).toEqual([
        "aws_iam_group.developers",
        "aws_iam_policy.push",
        "aws_iam_signing_certificate.jane--soap",
        "aws_iam_user.tom",
        "aws_iam_user_login_profile.jane",
        "aws_iam_user_policies_exclusive.tom",
        "aws_iam_user_policy_attachments_exclusive.tom",
        "aws_iam_user_ssh_key.jane--laptop",
        "aws_iam_virtual_mfa_device.jane--phone",
      ]);

      expect(sorts(await deployment.plan())).toEqual({ import: 9, nothing: 4 });
      await deployment.apply();
      expect(JSON.stringify([account.users, account.groups, account.policies, account.mfaDevices])).toBe(before);

      // The copy of a state that was put back may know everything: what was begun is still to be ended.
      expect(await runCommand(adopt, { cwd, env, today: MESSY_TODAY }, ["--mend"])).toMatchObject({
        code: 0,
        err: expect.stringMatching(/Nothing to adopt: everything is already in the state\.\nNext: roster deploy\n$/),
      });
    } finally {
      line.close();
      await sandbox.close();
    }
  }, 900_000);
});
