import * as Trail from "@aws-sdk/client-cloudtrail";
import * as Iam from "@aws-sdk/client-iam";
import * as S3 from "@aws-sdk/client-s3";
import { addAccount, emptyState } from "../../src/sandbox/index";
import { ACCOUNT, allow, type Clients, type Running, refusal, start, wellKnown } from "./helpers";
import { authorization, post } from "./raw";

let running: Running;
beforeEach(async () => {
  const state = emptyState();
  addAccount(state, "210987654321");
  running = await start({ state });
});
afterEach(() => running.close());

const Bucket = "payroll";
const user = (name: string) => `arn:aws:iam::${ACCOUNT}:user/${name}`;
const statement = (Effect: "Allow" | "Deny", more: object) => ({
  Effect,
  Action: "s3:*",
  Resource: [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`],
  ...more,
});
const policy = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const put = (Policy: string, by: Pick<Clients, "s3"> = running) =>
  by.s3.send(new S3.PutBucketPolicyCommand({ Bucket, Policy }));
const get = (by: Pick<Clients, "s3"> = running, name = Bucket) =>
  by.s3.send(new S3.GetBucketPolicyCommand({ Bucket: name }));
const create = (name = Bucket) => running.s3.send(new S3.CreateBucketCommand({ Bucket: name }));
const inRegion = (region: string) =>
  new S3.S3Client({
    region,
    endpoint: running.url,
    credentials: wellKnown("admin"),
    forcePathStyle: true,
    maxAttempts: 1,
  });

async function join(UserName: string, PolicyDocument?: string): Promise<Clients> {
  const { iam } = running;
  await iam.send(new Iam.CreateUserCommand({ UserName }));
  if (PolicyDocument) await iam.send(new Iam.PutUserPolicyCommand({ UserName, PolicyName: "own", PolicyDocument }));
  const { AccessKey } = await iam.send(new Iam.CreateAccessKeyCommand({ UserName }));
  return running.as({
    accessKeyId: AccessKey?.AccessKeyId ?? "",
    secretAccessKey: AccessKey?.SecretAccessKey ?? "",
  });
}

describe("who may", () => {
  const denied = (name: string, what: string, why: string) =>
    `403 AccessDenied User: ${user(name)} is not authorized to perform: ${what} ${why}`;
  const onBucket = `s3:GetBucketPolicy on resource: "arn:aws:s3:::${Bucket}"`;

  test("a user without a policy neither lists nor reads, in S3's words", async () => {
    await create();
    const bot = await join("bot");
    expect(await refusal(bot.s3.send(new S3.ListBucketsCommand({})))).toBe(
      denied("bot", "s3:ListAllMyBuckets", "because no identity-based policy allows the s3:ListAllMyBuckets action"),
    );
    expect(await refusal(get(bot))).toBe(
      denied("bot", onBucket, "because no identity-based policy allows the s3:GetBucketPolicy action"),
    );
  });

  test("a policy of its own is enough, and so is the bucket's, by name", async () => {
    await create();
    const byOwn = await join("own", allow(["s3:ListAllMyBuckets", "s3:GetBucketPolicy"]));
    const byName = await join("named");
    const byAccount = await join("account");
    await put(policy(statement("Allow", { Principal: { AWS: user("named") } })));
    expect((await byOwn.s3.send(new S3.ListBucketsCommand({}))).Buckets).toHaveLength(1);
    expect([await refusal(get(byOwn)), await refusal(get(byName))]).toEqual(["no error", "no error"]);
    await put(policy(statement("Allow", { Principal: { AWS: ACCOUNT } })));
    expect(await refusal(get(byAccount))).toContain("because no identity-based policy allows");
  });

  test("a Deny that exempts alice alone locks out the administrator, and not the root user", async () => {
    await create();
    const alice = await join("alice", allow("s3:*"));
    const bob = await join("bob", allow("s3:*"));
    await put(policy(statement("Deny", { NotPrincipal: { AWS: user("alice") } })));
    expect([await refusal(get(alice)), await refusal(get(bob))]).toEqual([
      "no error",
      denied("bob", onBucket, "with an explicit deny in a resource-based policy"),
    ]);
    expect(await refusal(get())).toContain("with an explicit deny in a resource-based policy");
    await running.as(wellKnown("root")).s3.send(new S3.DeleteBucketPolicyCommand({ Bucket }));
    expect(await refusal(get())).toBe("404 NoSuchBucketPolicy The bucket policy does not exist");
  });

  test("the caller's own Deny wins over a bucket that allows", async () => {
    await create();
    const own = { Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: "s3:*", Resource: "*" }] };
    const bot = await join("bot", JSON.stringify(own));
    await put(policy(statement("Allow", { Principal: "*" })));
    expect(await refusal(get(bot))).toContain("with an explicit deny in an identity-based policy");
  });

  test("a key that S3 does not know, and another account", async () => {
    await create();
    const stranger = running.as({ accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "x" });
    expect(await refusal(get(stranger))).toBe(
      "403 InvalidAccessKeyId The AWS Access Key Id you provided does not exist in our records.",
    );
    const other = running.as(wellKnown("admin", "210987654321"));
    expect(await refusal(get(other))).toBe("403 AccessDenied Access Denied");
    expect(await refusal(other.s3.send(new S3.CreateBucketCommand({ Bucket })))).toContain("409 BucketAlreadyExists");
    expect((await other.s3.send(new S3.ListBucketsCommand({}))).Buckets).toEqual([]);
  });
});

describe("regions", () => {
  test("a bucket lives where it was made, and is asked for there alone", async () => {
    const west = inRegion("eu-west-1");
    const elsewhere = { LocationConstraint: "eu-central-1" as const };
    const refused = west.send(new S3.CreateBucketCommand({ Bucket, CreateBucketConfiguration: elsewhere }));
    expect(await refusal(refused)).toBe(
      "400 IllegalLocationConstraint The eu-central-1 location constraint is incompatible for the region specific endpoint this request was sent to.",
    );
    const CreateBucketConfiguration = { LocationConstraint: "eu-west-1" as const };
    await west.send(new S3.CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
    expect(await refusal(west.send(new S3.CreateBucketCommand({ Bucket, CreateBucketConfiguration })))).toContain(
      "409 BucketAlreadyOwnedByYou",
    );
    expect((await running.s3.send(new S3.ListBucketsCommand({ Prefix: "pay" }))).Buckets?.[0]?.BucketRegion).toBe(
      "eu-west-1",
    );
    expect((await running.s3.send(new S3.ListBucketsCommand({}))).Buckets?.[0]?.BucketRegion).toBeUndefined();
    expect(await refusal(get())).toBe(
      "301 PermanentRedirect The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.",
    );
    expect(await refusal(get({ s3: west }))).toContain("404 NoSuchBucketPolicy");
    west.destroy();
  });

  test("fails for a region that is none, and in us-east-1 a second time is the first", async () => {
    const CreateBucketConfiguration = { LocationConstraint: "mars-1" as "EU" };
    const made = running.s3.send(new S3.CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
    expect(await refusal(made)).toBe("400 InvalidLocationConstraint The specified location-constraint is not valid");
    await create();
    await create();
    expect((await running.s3.send(new S3.ListBucketsCommand({}))).Buckets).toHaveLength(1);
  });
});

test("buckets come by pages, and one that goes in between is not skipped over", async () => {
  for (const name of ["ant", "bee", "cow"]) await create(name);
  const first = await running.s3.send(new S3.ListBucketsCommand({ MaxBuckets: 1 }));
  const account = running.sandbox.state.accounts[ACCOUNT];
  if (account) delete account.buckets.ant;
  const { ContinuationToken } = first;
  const second = await running.s3.send(new S3.ListBucketsCommand({ MaxBuckets: 5, ContinuationToken }));
  expect([first.Buckets?.map(({ Name }) => Name), second.Buckets?.map(({ Name }) => Name)]).toEqual([
    ["ant"],
    ["bee", "cow"],
  ]);
  expect(second.ContinuationToken).toBeUndefined();
  expect(await refusal(running.s3.send(new S3.ListBucketsCommand({ ContinuationToken: "?" })))).toContain(
    "400 InvalidArgument",
  );
});

test.each([
  ["{", "Policies must be valid JSON and the first byte must be '{'"],
  [policy({ Effect: "Allow", Action: "s3:*", Resource: `arn:aws:s3:::${Bucket}` }), "Missing required field Principal"],
  [policy({ Effect: "Allow", Action: "s3:*", Principal: "*" }), "Missing required field Resource"],
  [policy(statement("Allow", { Principal: "*", Resource: "arn:aws:s3:::other/*" })), "Policy has invalid resource"],
  [policy(statement("Allow", { Principal: { AWS: user("nobody") } })), "Invalid principal in policy"],
  [policy(statement("Deny", { NotPrincipal: { AWS: user("nobody") } })), "Invalid principal in policy"],
  [policy(statement("Allow", { Principal: 7 })), "Invalid principal in policy"],
])("fails to take the policy %s", async (text, words) => {
  await create();
  expect(await refusal(put(text))).toBe(`400 MalformedPolicy ${words}`);
});

test.each(["ab", "Payroll", "10.0.0.1", "a..b", "-payroll"])("fails to make a bucket %s", async (name) => {
  expect(await refusal(create(name))).toBe("400 InvalidBucketName The specified bucket is not valid.");
});

test("an error is laid out as S3 lays it out", async () => {
  const headers = { Authorization: authorization().replace("/iam/", "/s3/") };
  const { status, body, headers: said } = await post(`${running.url}/nobody?policy`, "", headers, "GET");
  const id = said["x-amz-request-id"];
  expect([status, said["content-type"]]).toEqual([404, "application/xml"]);
  expect(body).toBe(
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchBucket</Code><Message>The specified bucket does not exist</Message><BucketName>nobody</BucketName><RequestId>${id}</RequestId><HostId>${id}</HostId></Error>`,
  );
});

test("what S3 has and the sandbox has not is 501, never a made-up success", async () => {
  await create();
  expect(await refusal(running.s3.send(new S3.ListObjectsV2Command({ Bucket })))).toBe(
    "501 NotImplemented The sandbox has no such call of S3.",
  );
  expect(await refusal(running.s3.send(new S3.GetBucketAclCommand({ Bucket })))).toContain("501 NotImplemented");
  expect(await refusal(running.s3.send(new S3.HeadObjectCommand({ Bucket, Key: "a" })))).toContain("501");
});

test("a busy S3 says SlowDown, a fault denies, and a write is an event", async () => {
  running.sandbox.setFaults({ throttle: 1 });
  expect(await refusal(create())).toBe("503 SlowDown Please reduce your request rate.");
  running.sandbox.setFaults({ deny: ["s3:ListBuckets"] });
  expect(await refusal(running.s3.send(new S3.ListBucketsCommand({})))).toContain(
    "is not authorized to perform: s3:ListAllMyBuckets",
  );
  await create();
  const { Events } = await running.cloudtrail.send(
    new Trail.LookupEventsCommand({ LookupAttributes: [{ AttributeKey: "ResourceName", AttributeValue: Bucket }] }),
  );
  expect(Events?.map(({ EventName, EventSource }) => [EventName, EventSource])).toEqual([
    ["CreateBucket", "s3.amazonaws.com"],
  ]);
});
