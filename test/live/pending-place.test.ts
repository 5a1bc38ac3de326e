import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { recordPolicy } from "../../src/aws/permissions";
import type { Pending } from "../../src/leaving/pending/pending";
import { type PendingPlace, pendingPlace } from "../../src/leaving/pending/place";
import type { Backend } from "../../src/roster/roster";
import { root } from "../terminal";
import { testdir } from "../testdir";
import { killedWhile } from "./audit-log-killed";
import { ObjectStore } from "./object-store";
import { planPeople, userThing } from "./plans";

const phone = { serial: "arn:aws:iam::123456789012:mfa/alice-phone", user: "alice" };
const { leavers } = planPeople({ deleted: [userThing("alice", "AIDAALICE")] });
const record: Pending = {
  schemaVersion: 2,
  stack: "users",
  accountIds: ["123456789012"],
  planSha256: "ab12",
  begunAt: "2026-11-21T12:00:00.000Z",
  state: { lineage: "6a3d", serial: 4 },
  leavers,
  devices: [phone],
  stayers: ["bob"],
  held: { alice: [{ kind: "accessKey", id: "AKIALAPTOP", status: "Active" }] },
};
const local: Backend = { kind: "local", settings: { path: "terraform.users.tfstate" } };

let project: string;
beforeEach(() => {
  project = testdir({});
});

const placeOf = (backend: Backend, env: NodeJS.ProcessEnv = {}): PendingPlace =>
  pendingPlace({ backend, stack: "users", project, auditFile: join(project, "log", "audit.jsonl"), env });

describe("where the record lies", () => {
  test.each<[string, Backend, string]>([
    ["beside a local state", local, "PROJECT/terraform.users.tfstate.pending.json"],
    [
      "beside a local state elsewhere",
      { kind: "local", settings: { path: "/srv/s.tfstate" } },
      "/srv/s.tfstate.pending.json",
    ],
    [
      "in the same bucket, with the key of the state and a suffix",
      { kind: "s3", settings: { bucket: "acme-tfstate", key: "iam/users.tfstate", region: "eu-west-1" } },
      "s3://acme-tfstate/iam/users.tfstate.pending.json",
    ],
    ["beside the audit log", { kind: "gcs", settings: { bucket: "acme" } }, "PROJECT/log/roster-pending.users.json"],
  ])("%s", (_name, backend, where) => {
    expect(placeOf(backend).where).toBe(where.replace("PROJECT", project));
  });
});

describe("a record on the disk", () => {
  const file = () => join(project, "terraform.users.tfstate.pending.json");

  test("is as it was written, for its owner alone, until it is cleared", async () => {
    const place = placeOf(local);
    expect(await place.read()).toBeUndefined();
    await place.write(record);
    expect(await placeOf(local).read()).toEqual(record);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    await place.clear();
    expect([await place.read(), existsSync(file())]).toEqual([undefined, false]);
  });

  test("lies where no folder was yet", async () => {
    const place = placeOf({ kind: "gcs", settings: { bucket: "acme" } });
    await place.read();
    await place.write(record);
    expect(existsSync(join(project, "log", "roster-pending.users.json"))).toBe(true);
  });

  test.each<[string, (place: PendingPlace) => Promise<void>]>([
    ["write", (place) => place.write({ ...record, leavers: [] })],
    ["clear", (place) => place.clear()],
  ])("fails when another run wrote it since it was read: %s", async (_name, work) => {
    const place = placeOf(local);
    await place.read();
    const other = placeOf(local);
    await other.read();
    await other.write(record);
    await expect(work(place)).rejects.toThrow(
      `another run changed ${file()}, which says who is leaving: wait until it has ended, then run the same command again`,
    );
    expect(await place.read()).toEqual(record);
  });

  test.each([
    ["it is no JSON", "{"],
    ["it is empty", ""],
    ["nobody is in it where somebody was", JSON.stringify({ ...record, leavers: undefined })],
    ["a name was lost", JSON.stringify({ ...record, leavers: [...leavers, { address: "aws_iam_user.bob" }] })],
    ["a device was lost", JSON.stringify({ ...record, devices: [{}] })],
    ["it does not say whose it is", JSON.stringify({ ...record, stack: undefined })],
  ])("fails when it is damaged, which is never nobody: %s", async (_name, text) => {
    writeFileSync(file(), text);
    await expect(placeOf(local).read()).rejects.toThrow(
      `${file()} says who was leaving with an earlier apply, and it is damaged. The audit log knows them too ("apply begins"): put back the record from a backup, or move it away and run the same command again, which takes them from the audit log`,
    );
  });

  test("fails when it is of a newer version, or of another stack", async () => {
    writeFileSync(file(), JSON.stringify({ ...record, schemaVersion: 3 }));
    await expect(placeOf(local).read()).rejects.toThrow(
      `${file()} says who was leaving with an earlier apply, and a newer version of roster wrote it: use that version`,
    );
    writeFileSync(file(), JSON.stringify({ ...record, stack: "contractors" }));
    await expect(placeOf(local).read()).rejects.toThrow(
      `${file()} says who was leaving with an apply of the stack contractors, and this is the stack users: two stacks must not share one state; give each its own backend address`,
    );
  });

  test("fails when it may not be read", async () => {
    mkdirSync(file());
    await expect(placeOf(local).read()).rejects.toThrow(
      `${file()} says who is leaving, and it cannot be read (EISDIR): make it readable`,
    );
  });

  test("killed while it is written: the one before is whole", async () => {
    const place = placeOf(local);
    await place.read();
    await place.write(record);
    const options = { backend: local, stack: "users", project, auditFile: join(project, "audit.jsonl"), env: {} };
    const write = `const { pendingPlace } = require(${JSON.stringify(join(root, "src/leaving/pending/place.ts"))});
      const place = pendingPlace(${JSON.stringify(options)});
      place.read().then((now) => place.write({ ...now, planSha256: "cd34" }));`;
    for (const at of ["pending", "rename"]) {
      expect(killedWhile(at, write)).toBe("SIGKILL");
      expect(await placeOf(local).read()).toEqual(record);
    }
  });
});

describe("a record of version 1, in cdktf.out", () => {
  const old = () => join(project, "cdktf.out", "stacks", "users", "roster-pending.json");
  const { stack: _, accountIds: __, state: ___, ...of1 } = record;
  const made = { ...record, accountIds: [], state: undefined };
  beforeEach(() => {
    mkdirSync(join(project, "cdktf.out", "stacks", "users"), { recursive: true });
    writeFileSync(old(), JSON.stringify({ ...of1, schemaVersion: 1 }));
  });

  test("is found, and moved when it is written again", async () => {
    const place = placeOf(local);
    expect(await place.read()).toEqual(made);
    await place.write(record);
    expect([await placeOf(local).read(), existsSync(old())]).toEqual([record, false]);
  });

  test("is found beside a newer one: both say who was leaving", async () => {
    const place = placeOf(local);
    await place.read();
    const bob = { name: "bob", address: "aws_iam_user.bob", userId: "AIDABOB", forceDestroy: false };
    await place.write({ ...record, leavers: [bob] });
    writeFileSync(old(), JSON.stringify({ ...of1, schemaVersion: 1 }));
    expect((await placeOf(local).read())?.leavers.map(({ name }) => name)).toEqual(["alice", "bob"]);
    const again = placeOf(local);
    await again.read();
    await again.clear();
    expect([await placeOf(local).read(), existsSync(old())]).toEqual([undefined, false]);
  });

  test("fails when it is damaged", async () => {
    writeFileSync(old(), "{");
    await expect(placeOf(local).read()).rejects.toThrow(
      `${old()} says who was leaving with an earlier apply, and it is`,
    );
  });
});

describe("a record in S3", () => {
  let s3: ObjectStore;
  const KEY = "acme-tfstate/iam/users.tfstate.pending.json";
  const where = `s3://${KEY}`;
  const bucket = { bucket: "acme-tfstate", key: "iam/users.tfstate", region: "eu-west-1" };
  const env = { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" };
  const inBucket = (settings: Record<string, unknown> = {}) =>
    placeOf({ kind: "s3", settings: { ...bucket, endpoints: { s3: s3.url }, ...settings } }, env);
  beforeEach(async () => {
    s3 = await ObjectStore.open();
  });
  afterEach(() => s3.close());

  test("is as it was written, until it is cleared", async () => {
    const place = inBucket();
    expect(await place.read()).toBeUndefined();
    await place.write(record);
    expect([...s3.objects.keys()]).toEqual([KEY]);
    expect(await inBucket().read()).toEqual(record);
    await place.write({ ...record, leavers: [] });
    await place.clear();
    expect([await place.read(), s3.objects.size]).toEqual([undefined, 0]);
    expect(s3.asked.map(({ method, headers }) => [method, headers["if-match"] ?? headers["if-none-match"]])).toEqual([
      ["GET", undefined],
      ["PUT", "*"],
      ["GET", undefined],
      ["PUT", expect.stringMatching(/^"[0-9a-f]{32}"$/)],
      ["DELETE", expect.stringMatching(/^"[0-9a-f]{32}"$/)],
      ["GET", undefined],
    ]);
  });

  test("needs what docs/permissions.md says", async () => {
    const place = inBucket();
    await place.read();
    await place.write(record);
    await place.clear();
    const actions = s3.asked.map(
      ({ method = "" }) => ({ GET: "GetObject", PUT: "PutObject", DELETE: "DeleteObject" })[method],
    );
    // S3 asks for s3:ListBucket beside the first, where there is no such object.
    expect(new Set(actions.map((action) => `s3:${action}`).concat("s3:ListBucket"))).toEqual(
      new Set(recordPolicy("acme-tfstate", "iam/users.tfstate").Statement.flatMap(({ Action }) => Action)),
    );
  });

  test("is written as the state is: region, encryption, ACL", async () => {
    const place = inBucket({
      encrypt: true,
      kmsKeyId: "arn:aws:kms:eu-west-1:123456789012:key/k",
      acl: "bucket-owner-full-control",
    });
    await place.read();
    await place.write(record);
    expect(s3.asked.at(-1)?.headers).toMatchObject({
      authorization: expect.stringContaining("/eu-west-1/s3/aws4_request"),
      "x-amz-server-side-encryption": "aws:kms",
      "x-amz-server-side-encryption-aws-kms-key-id": "arn:aws:kms:eu-west-1:123456789012:key/k",
      "x-amz-acl": "bucket-owner-full-control",
    });
    const other = inBucket({ encrypt: true, key: "other" });
    await other.read();
    await other.write(record);
    expect(s3.asked.at(-1)?.headers["x-amz-server-side-encryption"]).toBe("AES256");
  });

  test.each<[string, (place: PendingPlace) => Promise<void>]>([
    ["write", (place) => place.write({ ...record, leavers: [] })],
    ["clear", (place) => place.clear()],
  ])("fails when another run wrote it since it was read: %s", async (_name, work) => {
    const first = inBucket();
    await first.read();
    await first.write(record);
    const other = inBucket();
    await other.read();
    await other.write({ ...record, planSha256: "cd34" });
    await expect(work(first)).rejects.toThrow(`another run changed ${where}, which says who is leaving`);
    expect(JSON.parse(s3.text(KEY) ?? "").planSha256).toBe("cd34");
  });

  test("fails when another run took it away since it was read: S3 knows no such key then", async () => {
    const first = inBucket();
    await first.read();
    await first.write(record);
    const other = inBucket();
    await other.read();
    await other.clear();
    await expect(first.write({ ...record, leavers: [] })).rejects.toThrow(`another run changed ${where}`);
    await first.clear();
    expect(s3.objects.size).toBe(0);
  });

  test("an answer that was lost is no other run", async () => {
    const place = inBucket();
    await place.read();
    let lost = 0;
    s3.loses = ({ method }) => method !== "GET" && lost++ === 0;
    await place.write(record);
    lost = 0;
    await place.clear();
    expect(s3.objects.size).toBe(0);
  });

  test.each([
    [
      "the bucket may not be read",
      403,
      "AccessDenied",
      `${where} says who is leaving, and it may not be read or written: `,
    ],
    ["there is no bucket", 404, "NoSuchBucket", "s3:GetObject failed: NoSuchBucket"],
    ["somebody between us answers", 404, "NotFound", "s3:GetObject failed: NotFound"],
    ["it is elsewhere", 301, "PermanentRedirect", "s3:GetObject failed: PermanentRedirect"],
  ])("fails when %s: that is never nobody", async (_name, status, code, message) => {
    s3.instead = () => ({ status, code });
    await expect(inBucket().read()).rejects.toThrow(message);
  });

  test("fails when it is damaged", async () => {
    s3.put(KEY, "{");
    await expect(inBucket().read()).rejects.toThrow(
      `${where} says who was leaving with an earlier apply, and it is damaged`,
    );
  });
});
