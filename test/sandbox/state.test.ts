import * as Iam from "@aws-sdk/client-iam";
import * as S3 from "@aws-sdk/client-s3";
import { createSandbox, dumpState, emptyState, loadState } from "../../src/sandbox/index";
import { CERTIFICATE, SSH_KEY } from "./credentials";
import { allow, start } from "./helpers";

test("a rehearsal starts from a copy: what was dumped is loaded, and tells the same", async () => {
  const first = await start();
  const { iam } = first;
  const UserName = "constructor";
  await iam.send(new Iam.CreateUserCommand({ UserName, Tags: [{ Key: "__proto__", Value: "x" }] }));
  const { AccessKey } = await iam.send(new Iam.CreateAccessKeyCommand({ UserName }));
  await iam.send(new Iam.CreateLoginProfileCommand({ UserName, Password: "Tr0ub4dor&3" }));
  await iam.send(new Iam.UploadSSHPublicKeyCommand({ UserName, SSHPublicKeyBody: SSH_KEY }));
  await iam.send(new Iam.UploadSigningCertificateCommand({ UserName, CertificateBody: CERTIFICATE }));
  const { ServiceSpecificCredential } = await iam.send(
    new Iam.CreateServiceSpecificCredentialCommand({ UserName, ServiceName: "codecommit.amazonaws.com" }),
  );
  await iam.send(new Iam.PutUserPolicyCommand({ UserName, PolicyName: "__proto__", PolicyDocument: allow("s3:*") }));
  await iam.send(new Iam.GetUserCommand({ UserName }));
  const dump = dumpState(first.sandbox.state);
  await first.close();

  const second = await start({ state: loadState(dump) });
  expect(dumpState(second.sandbox.state)).toBe(dump);
  const { User } = await second.iam.send(new Iam.GetUserCommand({ UserName }));
  expect(User?.Tags).toEqual([{ Key: "__proto__", Value: "x" }]);
  expect((await second.iam.send(new Iam.ListUserPoliciesCommand({ UserName }))).PolicyNames).toEqual(["__proto__"]);
  await second.close();

  for (const secret of [AccessKey?.SecretAccessKey, ServiceSpecificCredential?.ServicePassword, "Tr0ub4dor&3"]) {
    expect(dump).not.toContain(secret);
  }
});

test("an empty state is the same bytes every time", () => {
  expect(dumpState(emptyState())).toBe(dumpState(loadState(dumpState(emptyState()))));
  expect(Object.keys(emptyState("210987654321").accounts)).toEqual(["210987654321"]);
});

test("a state of before there were buckets loads, and has none", async () => {
  const old = JSON.parse(dumpState(emptyState())) as { accounts: Record<string, { buckets?: unknown }> };
  for (const account of Object.values(old.accounts)) delete account.buckets;
  const running = await start({ state: loadState(JSON.stringify(old)) });
  expect((await running.s3.send(new S3.ListBucketsCommand({}))).Buckets).toEqual([]);
  await running.s3.send(new S3.CreateBucketCommand({ Bucket: "constructor" }));
  const dump = dumpState(running.sandbox.state);
  await running.close();
  expect(Object.keys(loadState(dump).accounts["123456789012"]?.buckets ?? {})).toEqual(["constructor"]);
});

test.each([
  ["{", SyntaxError],
  ["null", TypeError],
  ["[]", TypeError],
  ['{"schemaVersion":2,"accounts":{}}', TypeError],
])("fails to load %s", (text, kind) => {
  expect(() => loadState(text)).toThrow(kind);
});

test("fails to make an account whose id is none", () => {
  expect(() => emptyState("1234")).toThrow(new RangeError("An AWS account id has twelve digits: 1234"));
});

test("two sandboxes in one process share nothing", async () => {
  const one = await start();
  const two = await start();
  await one.iam.send(new Iam.CreateUserCommand({ UserName: "alice" }));
  expect((await two.iam.send(new Iam.ListUsersCommand({}))).Users).toEqual([]);
  await one.close();
  await two.close();
});

test("a sandbox closes although a client holds its connection open", async () => {
  const sandbox = createSandbox();
  const url = await sandbox.listen();
  await fetch(url).catch(() => undefined);
  // The client would keep it for longer than the patience of this test.
  await sandbox.close();
  await expect(fetch(url)).rejects.toThrow("fetch failed");
});
