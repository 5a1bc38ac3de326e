import * as Iam from "@aws-sdk/client-iam";
import * as S3 from "@aws-sdk/client-s3";
import { ACCOUNT, allow, type Clients, type Running, refusal, start, wellKnown } from "./helpers";

let running: Running;
let now: Date;
beforeEach(async () => {
  now = new Date("2026-11-21T12:00:00Z");
  running = await start({ clock: () => now });
});
afterEach(() => running.close());

const Bucket = "acme-audit";
const Key = "users/log & head.jsonl";
const send = {
  create: (more: object = {}) => running.s3.send(new S3.CreateBucketCommand({ Bucket, ...more })),
  put: (Body: string | Uint8Array, more: object = {}, by: Pick<Clients, "s3"> = running) =>
    by.s3.send(new S3.PutObjectCommand({ Bucket, Key, Body, ...more })),
  get: async (more: object = {}, by: Pick<Clients, "s3"> = running) => {
    const { Body, ETag } = await by.s3.send(new S3.GetObjectCommand({ Bucket, Key, ...more }));
    return [await Body?.transformToString(), ETag];
  },
  delete: (more: object = {}) => running.s3.send(new S3.DeleteObjectCommand({ Bucket, Key, ...more })),
  lock: (Mode: "COMPLIANCE" | "GOVERNANCE", length: object) =>
    running.s3.send(
      new S3.PutObjectLockConfigurationCommand({
        Bucket,
        ObjectLockConfiguration: { ObjectLockEnabled: "Enabled", Rule: { DefaultRetention: { Mode, ...length } } },
      }),
    ),
};

test("an object is there from its put to its delete, byte by byte", async () => {
  await send.create();
  expect(await refusal(send.get())).toBe("404 NoSuchKey The specified key does not exist.");
  const { ETag, VersionId } = await send.put("héllo");
  expect([await send.get(), VersionId]).toEqual([["héllo", ETag], undefined]);
  await send.put(Uint8Array.from([0, 255, 128]));
  const { Body, LastModified } = await running.s3.send(new S3.GetObjectCommand({ Bucket, Key }));
  expect([...((await Body?.transformToByteArray()) ?? [])]).toEqual([0, 255, 128]);
  expect(LastModified).toEqual(now);
  await send.delete();
  expect(await refusal(send.get())).toContain("404 NoSuchKey");
  expect((await send.delete()).$metadata.httpStatusCode).toBe(204);
});

test("fails when a write expects another object, or none", async () => {
  await send.create();
  const failed = "412 PreconditionFailed At least one of the pre-conditions you specified did not hold";
  expect(await refusal(send.put("x", { IfMatch: '"0"' }))).toContain("404 NoSuchKey");
  const { ETag } = await send.put("one", { IfNoneMatch: "*" });
  expect(await refusal(send.put("two", { IfNoneMatch: "*" }))).toBe(failed);
  expect(await refusal(send.put("two", { IfMatch: '"0"' }))).toBe(failed);
  expect(await send.get()).toEqual(["one", ETag]);
  await send.put("two", { IfMatch: ETag });
  expect(await refusal(send.get({ IfMatch: ETag }))).toBe(failed);
  expect(await refusal(send.delete({ IfMatch: ETag }))).toBe(failed);
});

test("with Object Lock each write is a version, and none of them goes before its time", async () => {
  await send.create({ ObjectLockEnabledForBucket: true });
  await send.lock("COMPLIANCE", { Years: 1 });
  const first = await send.put("one");
  const second = await send.put("two");
  expect(first.VersionId).not.toBe(second.VersionId);
  expect(await send.get()).toEqual(["two", second.ETag]);
  const { VersionId } = first;
  expect(await send.get({ VersionId })).toEqual(["one", first.ETag]);
  const { ObjectLockMode, ObjectLockRetainUntilDate } = await running.s3.send(
    new S3.GetObjectCommand({ Bucket, Key, ...(VersionId === undefined ? {} : { VersionId }) }),
  );
  expect([ObjectLockMode, ObjectLockRetainUntilDate]).toEqual(["COMPLIANCE", new Date("2027-11-21T12:00:00Z")]);
  const locked = "403 AccessDenied Access Denied because object protected by object lock.";
  expect(await refusal(send.delete({ VersionId }))).toBe(locked);
  expect(await refusal(send.delete({ VersionId, BypassGovernanceRetention: true }))).toBe(locked);
  expect((await send.delete()).DeleteMarker).toBe(true);
  expect(await refusal(send.get())).toContain("404 NoSuchKey");
  expect(await send.get({ VersionId })).toEqual(["one", first.ETag]);
  now = new Date("2027-11-21T12:00:01Z");
  await send.delete({ VersionId });
  expect(await refusal(send.get({ VersionId }))).toBe("404 NoSuchVersion The specified version does not exist.");
});

test("governance can be bypassed, by whoever may and says so", async () => {
  await send.create({ ObjectLockEnabledForBucket: true });
  await send.lock("GOVERNANCE", { Days: 1 });
  const { VersionId } = await send.put("one");
  expect(await refusal(send.delete({ VersionId }))).toContain("403 AccessDenied");
  await send.delete({ VersionId, BypassGovernanceRetention: true });
  expect(await refusal(send.get({ VersionId }))).toContain("404 NoSuchVersion");
});

test("fails when a checksum is wrong, and under a lock when there is none", async () => {
  await send.create({ ObjectLockEnabledForBucket: true });
  expect(await refusal(send.put("one", { ChecksumSHA256: "AAAA" }))).toContain("400 BadDigest");
  await send.lock("COMPLIANCE", { Days: 1 });
  const bare = new S3.S3Client({
    ...{ region: "us-east-1", endpoint: running.url, forcePathStyle: true, maxAttempts: 1 },
    credentials: wellKnown("admin"),
    requestChecksumCalculation: "WHEN_REQUIRED",
  });
  expect(await refusal(bare.send(new S3.PutObjectCommand({ Bucket, Key, Body: "x" })))).toBe(
    "400 InvalidRequest Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters",
  );
  bare.destroy();
});

test("fails when a bucket that is made without Object Lock shall have it, or a rule is none", async () => {
  await send.create();
  expect(await refusal(send.lock("COMPLIANCE", { Days: 1 }))).toBe(
    "409 InvalidBucketState Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
  );
  await running.s3.send(new S3.CreateBucketCommand({ Bucket: "locked", ObjectLockEnabledForBucket: true }));
  const both = { Mode: "COMPLIANCE" as const, Days: 1, Years: 1 };
  const wrong = { ObjectLockEnabled: "Enabled" as const, Rule: { DefaultRetention: both } };
  expect(
    await refusal(
      running.s3.send(new S3.PutObjectLockConfigurationCommand({ Bucket: "locked", ObjectLockConfiguration: wrong })),
    ),
  ).toContain("400 MalformedXML");
});

test("who may not list the bucket is not told that something is not in it; versions have permissions of their own", async () => {
  await send.create({ ObjectLockEnabledForBucket: true });
  const { VersionId } = await send.put("one");
  const { iam } = running;
  await iam.send(new Iam.CreateUserCommand({ UserName: "bot" }));
  const policy = (...actions: string[]) =>
    iam.send(new Iam.PutUserPolicyCommand({ UserName: "bot", PolicyName: "own", PolicyDocument: allow(actions) }));
  await policy("s3:GetObject", "s3:PutObject");
  const { AccessKey } = await iam.send(new Iam.CreateAccessKeyCommand({ UserName: "bot" }));
  const bot = running.as({
    accessKeyId: AccessKey?.AccessKeyId ?? "",
    secretAccessKey: AccessKey?.SecretAccessKey ?? "",
  });
  expect((await send.get({}, bot))[0]).toBe("one");
  const denied = `403 AccessDenied User: arn:aws:iam::${ACCOUNT}:user/bot is not authorized to perform: `;
  expect(await refusal(send.get({ Key: "nothing" }, bot))).toContain(
    `${denied}s3:ListBucket on resource: "arn:aws:s3:::acme-audit"`,
  );
  expect(await refusal(send.get({ VersionId }, bot))).toContain(
    `${denied}s3:GetObjectVersion on resource: "arn:aws:s3:::acme-audit/${Key}"`,
  );
  await policy("s3:GetObject", "s3:ListBucket");
  expect(await refusal(send.get({ Key: "nothing" }, bot))).toContain("404 NoSuchKey");
  expect(await refusal(send.put("x", {}, bot))).toContain(`${denied}s3:PutObject`);
});

test("a part of an object, a copy of one and a lock of its own are 501, never a made-up success", async () => {
  await send.create({ ObjectLockEnabledForBucket: true });
  await send.put("one");
  const not = "501 NotImplemented The sandbox has no such call of S3.";
  expect(await refusal(send.get({ Range: "bytes=0-1" }))).toBe(not);
  expect(
    await refusal(running.s3.send(new S3.CopyObjectCommand({ Bucket, Key: "b", CopySource: `${Bucket}/a` }))),
  ).toBe(not);
  expect(await refusal(send.put("x", { ObjectLockMode: "COMPLIANCE", ObjectLockRetainUntilDate: now }))).toBe(not);
});
