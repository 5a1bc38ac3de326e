import { generateKeyPairSync } from "node:crypto";
import * as Iam from "@aws-sdk/client-iam";
import { CERTIFICATE, OTHER_CERTIFICATES, SSH_KEY } from "./credentials";
import { allow, type Running, refusal, start } from "./helpers";

let running: Running;
const UserName = "alice";
beforeAll(async () => {
  running = await start();
  for (const name of [UserName, "bob"]) await running.iam.send(new Iam.CreateUserCommand({ UserName: name }));
});
afterAll(() => running.close());

const send = (command: object) => refusal(running.iam.send(command as Iam.GetUserCommand));

/** What the calls say, one after the other: many successes, then the refusal. */
async function until(count: number, command: (index: number) => object): Promise<string> {
  for (let index = 0; index < count; index++) expect(await send(command(index))).toBe("no error");
  return send(command(count));
}

const over = (quota: string, limit: number) => `409 LimitExceeded Cannot exceed quota for ${quota}: ${limit}`;

test("fails at the eleventh group of a user", async () => {
  for (let index = 0; index <= 10; index++) await send(new Iam.CreateGroupCommand({ GroupName: `team-${index}` }));
  expect(await until(10, (index) => new Iam.AddUserToGroupCommand({ UserName, GroupName: `team-${index}` }))).toBe(
    over("GroupsPerUser", 10),
  );
  // Whoever is a member already may be added again.
  expect(await send(new Iam.AddUserToGroupCommand({ UserName, GroupName: "team-0" }))).toBe("no error");
});

test.each([
  ["a user", "PoliciesPerUser", (PolicyArn: string) => new Iam.AttachUserPolicyCommand({ UserName, PolicyArn })],
  [
    "a group",
    "PoliciesPerGroup",
    (PolicyArn: string) => new Iam.AttachGroupPolicyCommand({ GroupName: "team-0", PolicyArn }),
  ],
])("fails at the eleventh policy of %s", async (_what, quota, attach) => {
  const names = [
    "AdministratorAccess",
    "PowerUserAccess",
    "ReadOnlyAccess",
    "SecurityAudit",
    "AWSDenyAll",
    "IAMFullAccess",
  ];
  const more = [
    "IAMReadOnlyAccess",
    "AmazonS3FullAccess",
    "AmazonS3ReadOnlyAccess",
    "AWSSupportAccess",
    "IAMUserSSHKeys",
  ];
  const arns = [...names, ...more].map((name) => `arn:aws:iam::aws:policy/${name}`);
  expect(await until(10, (index) => attach(arns[index] ?? ""))).toBe(over(quota, 10));
});

test("fails at the third certificate, and at the same one for somebody else", async () => {
  const bodies = [CERTIFICATE, ...OTHER_CERTIFICATES];
  const upload = (name: string, CertificateBody = "") =>
    new Iam.UploadSigningCertificateCommand({ UserName: name, CertificateBody });
  expect(await until(2, (index) => upload(UserName, bodies[index]))).toBe(over("CertificatesPerUser", 2));
  expect(await send(upload("bob", CERTIFICATE))).toMatch(/^409 DuplicateCertificate /);
});

test("fails at the sixth SSH key, at the same one twice, and at a kind that IAM does not take", async () => {
  const pem = () =>
    generateKeyPairSync("rsa", {
      modulusLength: 2048,
      publicKeyEncoding: { type: "spki", format: "pem" },
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
    }).publicKey;
  const upload = (SSHPublicKeyBody: string) => new Iam.UploadSSHPublicKeyCommand({ UserName, SSHPublicKeyBody });
  expect(await send(upload(SSH_KEY))).toBe("no error");
  expect(await send(upload(SSH_KEY.replace(/ [^ ]*$/, " another@comment")))).toMatch(/^400 DuplicateSSHPublicKey /);
  expect(await until(4, () => upload(pem()))).toBe(over("SSHPublicKeysPerUser", 5));
  const ed25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJb0nQ7dR4Q8oQkRZrCmIUcDwqoGmI1ZbZP1dr0Kp0pT ci@example.com";
  expect(await send(upload(ed25519))).toMatch(/^400 InvalidPublicKey /);
  expect(await send(upload("ssh-rsa AAAA ci@example.com"))).toMatch(/^400 InvalidPublicKey /);
});

test("fails at the third credential for one service, not for another", async () => {
  const create = (ServiceName: string) => new Iam.CreateServiceSpecificCredentialCommand({ UserName, ServiceName });
  expect(await until(2, () => create("codecommit.amazonaws.com"))).toBe(over("ServiceSpecificCredentialsPerUser", 2));
  expect(await send(create("cassandra.amazonaws.com"))).toBe("no error");
});

test("fails past 2,048 characters of inline policies together, white space not counted", async () => {
  const long = (length: number) => allow("s3:*", `arn:aws:s3:::${"b".repeat(length)}`);
  const put = (PolicyName: string, PolicyDocument: string) =>
    new Iam.PutUserPolicyCommand({ UserName, PolicyName, PolicyDocument });
  expect(await send(put("one", long(1000)))).toBe("no error");
  expect(await send(put("one", long(1000).replace("{", `{${" ".repeat(3000)}`)))).toBe("no error");
  expect(await send(put("two", long(1000)))).toBe(
    "409 LimitExceeded Maximum policy size of 2048 bytes exceeded for user alice",
  );
  expect(await send(put("two", long(500)))).toBe("no error");
});

test("fails past 6,144 characters of a managed policy, and past 50 tags in several calls", async () => {
  const PolicyDocument = allow("s3:*", `arn:aws:s3:::${"b".repeat(6100)}`);
  expect(await send(new Iam.CreatePolicyCommand({ PolicyName: "long", PolicyDocument }))).toBe(
    over("PolicySize", 6144),
  );
  const Tags = Array.from({ length: 50 }, (_, index) => ({ Key: `k${index}`, Value: "" }));
  expect(await send(new Iam.TagUserCommand({ UserName, Tags }))).toBe("no error");
  expect(await send(new Iam.TagUserCommand({ UserName, Tags: [{ Key: "one-more", Value: "" }] }))).toBe(
    "409 LimitExceeded The number of tags has reached the maximum limit.",
  );
});

test("AWS's own policies are known by name; those of its service roles cannot be attached", async () => {
  const attach = (name: string) =>
    send(new Iam.AttachUserPolicyCommand({ UserName: "bob", PolicyArn: `arn:aws:iam::aws:policy/${name}` }));
  expect(await attach("AmazonKinesisFullAccess")).toBe("no error");
  expect(await attach("job-function/Billing")).toBe("no error");
  expect(await attach("Billing")).toBe(
    "404 NoSuchEntity Policy arn:aws:iam::aws:policy/Billing does not exist or is not attachable.",
  );
  expect(await attach("aws-service-role/AWSSupportServiceRolePolicy")).toMatch(/^400 PolicyNotAttachable /);
});
