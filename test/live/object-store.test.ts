import * as S3 from "@aws-sdk/client-s3";
import { Gate } from "./deploy-gate";
import { ObjectStore } from "./object-store";
import { openWorld, type World } from "./people";

const Bucket = "acme-states";
const Key = "iam/users.tfstate";
let world: World;
let store: ObjectStore;
let s3: S3.S3Client;
const put = (Body: string, more: object = {}) => s3.send(new S3.PutObjectCommand({ Bucket, Key, Body, ...more }));
const get = async (more: object = {}) => {
  const { Body, ETag } = await s3.send(new S3.GetObjectCommand({ Bucket, Key, ...more }));
  return [await Body?.transformToString(), ETag];
};
const refusal = (asked: Promise<unknown>) =>
  asked.then(
    () => "granted",
    ({ name, $metadata }) => `${$metadata.httpStatusCode} ${name}`,
  );

beforeEach(async () => {
  world = await openWorld();
  store = await ObjectStore.open(world.env.AWS_ENDPOINT_URL ?? "");
  s3 = new S3.S3Client({
    region: "us-east-1",
    endpoint: store.url,
    credentials: { accessKeyId: world.env.AWS_ACCESS_KEY_ID ?? "", secretAccessKey: "sandbox" },
    maxAttempts: 1,
  });
});
afterEach(async () => {
  s3.destroy();
  await store.close();
  await world.close();
});

test("an object is there from its put to its delete", async () => {
  expect(await refusal(get())).toBe("404 NoSuchKey");
  const { ETag } = await put("héllo");
  expect(await get()).toEqual(["héllo", ETag]);
  expect(await s3.send(new S3.HeadObjectCommand({ Bucket, Key }))).toMatchObject({ ETag, ContentLength: 6 });
  expect(await get({ Range: "bytes=3-100" })).toEqual(["llo", ETag]);
  expect(store.text(`${Bucket}/${Key}`)).toBe("héllo");
  await s3.send(new S3.DeleteObjectCommand({ Bucket, Key }));
  expect(await refusal(s3.send(new S3.HeadObjectCommand({ Bucket, Key })))).toBe("404 NotFound");
});

test("two writers: one that expects no object, or another one, is refused", async () => {
  const { ETag } = await put("one", { IfNoneMatch: "*" });
  expect(await refusal(put("two", { IfNoneMatch: "*" }))).toBe("412 PreconditionFailed");
  expect(await refusal(put("two", { IfMatch: '"0"' }))).toBe("412 PreconditionFailed");
  expect(await get()).toEqual(["one", ETag]);
  await put("two", { IfMatch: ETag });
  expect(await refusal(get({ IfMatch: ETag }))).toBe("412 PreconditionFailed");
  expect(await refusal(get({ IfNoneMatch: store.objects.get(`${Bucket}/${Key}`)?.etag }))).toBe("304 Unknown");
});

test("a list has the objects of one bucket that begin with the prefix", async () => {
  for (const name of ["acme-states/iam/b", "acme-states/iam/a&b", "acme-states/other", "acme-logs/iam/c"])
    store.put(name, "x");
  const { Contents = [] } = await s3.send(new S3.ListObjectsV2Command({ Bucket, Prefix: "iam/" }));
  expect(Contents.map((one) => one.Key)).toEqual(["iam/a&b", "iam/b"]);
});

test("what is not about an object is the sandbox's, through the gate too", async () => {
  const gate = await Gate.open(store.url);
  const through = new S3.S3Client({ region: "us-east-1", endpoint: gate.url, credentials: s3.config.credentials });
  try {
    await through.send(new S3.CreateBucketCommand({ Bucket }));
    const { Buckets = [] } = await through.send(new S3.ListBucketsCommand({}));
    expect(Buckets.map(({ Name }) => Name)).toEqual([Bucket]);
    await through.send(new S3.PutObjectCommand({ Bucket, Key, Body: "{}" }));
    expect(gate.calls.map(({ action, input }) => [action, input.get("Key")]).at(-1)).toEqual(["s3:PutObject", Key]);
    expect(store.text(`${Bucket}/${Key}`)).toBe("{}");
  } finally {
    through.destroy();
    await gate.close();
  }
});
