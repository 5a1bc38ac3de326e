import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { audit } from "../../src/cli/commands/audit";
import { verify } from "../../src/cli/commands/verify";
import { AuditLog } from "../../src/leaving/audit-log/audit-log";
import { optionWords, runCommand } from "../terminal";
import { testdir } from "../testdir";
import { ObjectStore } from "./object-store";
import { makeUser, openWorld, type World } from "./people";
import { planJson, userThing } from "./plans";

let world: World;
let cwd: string;
let userId: string;
beforeEach(async () => {
  world = await openWorld();
  userId = await makeUser(world, "alice");
  cwd = testdir({ "users.yaml": ROSTER, "plan.json": planJson({ deleted: [userThing("alice", userId)] }) });
});
afterEach(() => world.close());

const ROSTER = 'version: 1\naccount: { id: "123456789012" }\nusers: {}\n';
const context = () => ({ cwd, env: world.env, today: new Date() });
const begin = () => runCommand(verify, context(), ["plan.json", "--begin"]);
const prove = () => runCommand(verify, context(), ["--patience", "0"]);

/** What the audit says of removals, and of what it could not see. */
async function audited(values: Record<string, string> = {}) {
  const { code, out } = await runCommand(audit, context(), optionWords({ ...values, format: "json" }));
  const { findings, couldNotLook, notes } = JSON.parse(out);
  return {
    code,
    notes: notes as string[],
    said: findings.flatMap((finding: { id: string; user: string; message: string }) =>
      finding.id === "removal-unproved" ? [`${finding.user} ${finding.message}`] : [],
    ),
    unseen: couldNotLook.flatMap(({ what, words }: Record<string, string>) =>
      what === "who was to leave" ? [words] : [],
    ),
  };
}

test("who was to leave is a finding until the proof", async () => {
  await begin();
  const there = "alice was to leave with an apply of the stack users, and is still there";
  expect(await audited()).toMatchObject({ code: 3, said: [there], unseen: [] });
  for (const name of ["roster-audit.jsonl", "roster-audit.jsonl.head"]) rmSync(join(cwd, name));
  expect((await audited()).said).toEqual([there]);
  await begin();
  rmSync(join(cwd, "terraform.users.tfstate.pending.json"));
  expect((await audited()).said).toEqual([there]);
  await world.admin.call("iam:DeleteUser", { UserName: "alice" });
  expect((await audited()).said).toEqual([
    "alice was to leave with an apply of the stack users, and it is not proved that the user is gone",
  ]);
  await prove();
  expect(await audited()).toMatchObject({ code: 0, said: [], unseen: [] });
});

test("another account has other leavers", async () => {
  await begin();
  writeFileSync(join(cwd, "users.yaml"), ROSTER.replace("123456789012", "999988887777"));
  expect((await audited()).said).toEqual([]);
});

test("the other rosters of the account and the stacks of the log are looked at, too", async () => {
  await begin();
  writeFileSync(join(cwd, "others.yaml"), ROSTER);
  writeFileSync(join(cwd, "cdktf.json"), JSON.stringify({ context: { rosters: ["users.yaml", "others.yaml"] } }));
  expect((await audited({ file: "others.yaml" })).said).toHaveLength(1);
  rmSync(join(cwd, "users.yaml"));
  writeFileSync(join(cwd, "cdktf.json"), JSON.stringify({ context: { rosters: ["others.yaml"] } }));
  expect((await audited()).said).toHaveLength(1);
});

test("fails when the record or the log cannot be read: the audit could not look", async () => {
  await begin();
  writeFileSync(join(cwd, "terraform.users.tfstate.pending.json"), "");
  writeFileSync(join(cwd, "roster-audit.jsonl"), "");
  expect(await audited()).toMatchObject({
    code: 3,
    unseen: [
      expect.stringContaining("was changed after it was written"),
      expect.stringContaining("terraform.users.tfstate.pending.json says who was leaving"),
    ],
  });
});

test("a saved report asks AWS for nothing, and says what that leaves out", async () => {
  const s3 = await ObjectStore.open();
  const backend = `backend: { s3: { bucket: acme, key: users.tfstate, region: eu-west-1, endpoints: { s3: "${s3.url}" } } }\n`;
  writeFileSync(join(cwd, "users.yaml"), `${ROSTER}${backend}`);
  const log = AuditLog.open(join(cwd, "roster-audit.jsonl"));
  const leaves = [{ user: "alice", userId }];
  log.append({ event: "apply begins", stack: "users", planSha256: "ab12", runner: "ops", leaves });
  log.close();
  const head =
    "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated";
  const row = `alice,arn:aws:iam::123456789012:user/alice,2026-01-02T03:04:05+00:00,false,N/A,N/A,N/A,false,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A`;
  writeFileSync(join(cwd, "report.csv"), `${head}\n${row}\n`);
  const { said, notes, unseen } = await audited({ report: "report.csv" });
  await s3.close();
  expect([said, unseen, s3.asked]).toEqual([
    ["alice was to leave with an apply of the stack users, and is still there"],
    [],
    [],
  ]);
  expect(notes).toContain(
    "s3://acme/users.tfstate.pending.json says who is leaving; AWS is not called, and it was not read.",
  );
});
