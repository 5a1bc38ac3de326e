import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { keptLogPolicy } from "../../src/aws/permissions";
import { log } from "../../src/cli/commands/log";
import { AuditLog } from "../../src/leaving/audit-log/audit-log";
import { documented } from "../documented-json";
import { runCommand } from "../terminal";
import { testdir } from "../testdir";
import { ObjectStore } from "./object-store";
import { openWorld, type World } from "./people";

const where = "s3://acme-audit/users/roster-audit.jsonl";
const name = where.slice("s3://".length);
let world: World;
let store: ObjectStore;

beforeEach(async () => {
  world = await openWorld();
  store = await ObjectStore.open(world.env.AWS_ENDPOINT_URL ?? "");
});
afterEach(async () => {
  await store.close();
  await world.close();
});

/** A runner of CI: an empty folder each. */
function runner(
  env: NodeJS.ProcessEnv = { ...world.env, AWS_ENDPOINT_URL: store.url, AWS_ENDPOINT_URL_S3: store.url },
) {
  const cwd = testdir({});
  const file = join(cwd, "roster-audit.jsonl");
  return {
    file,
    cwd,
    text: () => readFileSync(file, "utf8"),
    removed: (...users: string[]) => {
      const own = AuditLog.open(file, () => new Date("2026-11-21T12:00:00Z"));
      for (const user of users) own.append({ event: "resumed", note: `${user} is gone` });
      own.close();
    },
    ask: async (...words: string[]) => {
      const { code, out, err } = await runCommand(log, { cwd, env, today: new Date() }, [...words, where]);
      return [code, `${out}${err}`];
    },
  };
}

test("a bucket with Object Lock keeps each log that was pushed, and whoever pushes needs no more than the policy says", async () => {
  const { admin, env } = world;
  const [Bucket = "", ...rest] = name.split("/");
  const Key = rest.join("/");
  await admin.call("s3:CreateBucket", { Bucket, ObjectLockEnabledForBucket: true });
  const Rule = { DefaultRetention: { Mode: "COMPLIANCE", Years: 1 } } as const;
  await admin.call("s3:PutObjectLockConfiguration", {
    ...{ Bucket, ChecksumAlgorithm: "SHA256" },
    ObjectLockConfiguration: { ObjectLockEnabled: "Enabled", Rule },
  });
  const UserName = "pipeline";
  await admin.call("iam:CreateUser", { UserName });
  const PolicyDocument = JSON.stringify(keptLogPolicy(Bucket, Key));
  await admin.call("iam:PutUserPolicy", { UserName, PolicyName: "log", PolicyDocument });
  const { AccessKey } = await admin.call("iam:CreateAccessKey", { UserName });
  const own = { AWS_ACCESS_KEY_ID: AccessKey?.AccessKeyId, AWS_SECRET_ACCESS_KEY: AccessKey?.SecretAccessKey };
  const first = runner({ ...env, ...own });
  expect(await first.ask("pull")).toEqual([0, `${where}: there is none yet; the first push begins it\n`]);
  first.removed("alice");
  expect(await first.ask("push")).toEqual(pushed("1 entry"));
  const { VersionId } = await admin.call("s3:GetObject", { Bucket, Key });
  const second = runner({ ...env, ...own });
  await second.ask("pull");
  second.removed("bob");
  expect(await second.ask("push")).toEqual(pushed("2 entries"));
  await expect(admin.call("s3:DeleteObject", { Bucket, Key, VersionId })).rejects.toThrow("protected by object lock");
  const old = await admin.call("s3:GetObject", { Bucket, Key, VersionId });
  expect(await old.Body?.transformToString()).toBe(first.text());
  // Somebody hides the log and its head behind delete markers: that is no log that begins.
  const hide = (key: string) => admin.call("s3:DeleteObject", { Bucket, Key: key });
  for (const key of [Key, `${Key}.head`]) await hide(key);
  const deleted = (which: string) => `${which} was deleted: put back the version before that, or name another place\n`;
  expect(await runner({ ...env, ...own }).ask("pull")).toEqual([
    3,
    `${deleted(where)}${deleted(`${where}.head`)}roster: nothing was changed here\n`,
  ]);
});

const pushed = (entries: string) => [0, `${where}: ${entries}, kept\n`];

test("each run finds what the one before it kept", async () => {
  const first = runner();
  expect(await first.ask("pull")).toEqual([0, `${where}: there is none yet; the first push begins it\n`]);
  const [, json] = await first.ask("pull", "--json");
  expect(documented("log", String(json))).toEqual({ done: "begun", where, entries: 0 });
  expect(await first.ask("push")).toEqual([0, `${where}: there is nothing to keep yet\n`]);
  first.removed("alice");
  expect(await first.ask("push")).toEqual(pushed("1 entry"));
  expect(await first.ask("push")).toEqual([0, `${where}: 1 entry, the same here and there\n`]);
  const second = runner();
  expect(await second.ask("pull")).toEqual([0, `${where}: 1 entry, fetched\n`]);
  expect(second.text()).toBe(first.text());
  second.removed("bob", "carol");
  expect(await second.ask("pull")).toEqual([0, `${where}: the log here has more, 3 entries; push it\n`]);
  expect(await second.ask("push")).toEqual(pushed("3 entries"));
  expect(store.text(name)).toBe(second.text());
});

const nothing = `roster: nothing was changed in ${where}\n`;

test("fails when an older log would replace a newer one, or another one", async () => {
  const [one, other] = [runner(), runner()];
  one.removed("alice");
  await one.ask("push");
  await other.ask("pull");
  one.removed("bob");
  await one.ask("push");
  const kept = store.text(name);
  expect(await other.ask("push")).toEqual([
    3,
    `${where} has 2 entries, and ${other.file} has only the first 1 of them: pull it first\n${nothing}`,
  ]);
  other.removed("carol");
  const apart = `${where} and ${other.file} are two logs: neither goes on from the other. Keep both, and give two workflows two logs\n`;
  expect(await other.ask("push")).toEqual([3, apart + nothing]);
  const before = other.text();
  expect(await other.ask("pull")).toEqual([3, `${apart}roster: nothing was changed here\n`]);
  expect([store.text(name), other.text()]).toEqual([kept, before]);
});

test("fails when another run writes between the look and the write", async () => {
  const [one, other] = [runner(), runner()];
  one.removed("alice");
  await one.ask("push");
  await other.ask("pull");
  other.removed("bob");
  store.instead = ({ method, url }) => {
    if (method !== "PUT" || url?.includes(".head")) return undefined;
    store.instead = () => undefined;
    store.put(name, `${store.text(name)}x`);
    return undefined;
  };
  expect(await other.ask("push")).toEqual([
    3,
    `another run changed ${where} in between: pull it, and run again what was not kept\n${nothing}`,
  ]);
  expect(store.text(name)).toBe(`${one.text()}x`);
});

test("does not fail when only the answer to its own write was lost", async () => {
  const one = runner();
  one.removed("alice");
  let lost = 0;
  store.loses = ({ method, url }) => method === "PUT" && !url?.includes(".head") && lost++ === 0;
  expect(await one.ask("push")).toEqual(pushed("1 entry"));
});

test.each<[string, (text: string) => void, string]>([
  [
    "a line was changed",
    (text) => store.put(name, text.replace("alice", "malice")),
    `${where}: line 2: the line before entry 2 is not the one that it was written after\n`,
  ],
  [
    "the last line was removed",
    (text) => store.put(name, `${text.split("\n")[0]}\n`),
    `${where}: the log ends with entry 1, and entry 2 was written: entry 2 was removed\n`,
  ],
  [
    "the log was deleted",
    () => store.objects.delete(name),
    `${where}: the log ends with entry 0, and entry 2 was written: entries 1 to 2 were removed\n`,
  ],
  [
    "the head was deleted",
    () => store.objects.delete(`${name}.head`),
    `${where}: ${where}.head is missing: it cannot be checked whether the last lines are complete\n`,
  ],
])("fails when what is kept is not what was written: %s", async (_what, change, said) => {
  const one = runner();
  one.removed("alice", "bob");
  await one.ask("push");
  change(one.text());
  const next = runner();
  expect(await next.ask("pull")).toEqual([3, `${said}roster: nothing was changed here\n`]);
  expect(existsSync(next.file)).toBe(false);
  one.removed("carol");
  const before = store.text(name);
  expect(await one.ask("push")).toEqual([3, said + nothing]);
  expect(store.text(name)).toBe(before);
});

test("fails when the log here is not what was written: nothing is kept of it", async () => {
  const one = runner();
  one.removed("alice", "bob");
  writeFileSync(one.file, one.text().replace("alice", "malice"));
  expect(await one.ask("push")).toEqual([
    3,
    `${one.file}: line 2: the line before entry 2 is not the one that it was written after\n${nothing}`,
  ]);
  expect(store.objects.size).toBe(0);
});

test("a push that ended after the log and before its head is made whole by the next one", async () => {
  const one = runner();
  one.removed("alice");
  let heads = 0;
  store.instead = ({ method, url }) =>
    method === "PUT" && url?.includes(".head") && heads++ > 0 ? { status: 403, code: "AccessDenied" } : undefined;
  await expect(one.ask("push")).rejects.toThrow(`${where} may not be read or written: AccessDenied`);
  store.instead = () => undefined;
  const next = runner();
  expect(await next.ask("pull")).toEqual([0, `${where}: 1 entry, fetched\n`]);
  expect(await next.ask("push")).toEqual(pushed("1 entry"));
  expect(JSON.parse(store.text(`${name}.head`) ?? "")).toMatchObject({ seq: 1 });
});

test("fails when it may not be read, or the bucket is not there: that is never an empty log", async () => {
  const one = runner();
  store.instead = () => ({ status: 403, code: "AccessDenied" });
  await expect(one.ask("pull")).rejects.toThrow(
    /Allow s3:GetObject and s3:PutObject on it and on users\/roster-audit\.jsonl\.head/,
  );
  store.instead = () => ({ status: 404, code: "NoSuchBucket" });
  await expect(one.ask("pull")).rejects.toThrow("s3:GetObject failed: NoSuchBucket");
});

test.each(["acme-audit/log", "s3://acme-audit", "s3://acme-audit/", "s3://Acme/x", "https://x/y"])(
  "fails when it is no object of S3: %s",
  async (text) => {
    const { cwd } = runner();
    await expect(runCommand(log, { cwd, env: {}, today: new Date() }, ["push", text])).rejects.toThrow(
      `${text} is not an object of S3: write s3://BUCKET/KEY`,
    );
  },
);
