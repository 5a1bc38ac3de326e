import { type Audit, audit } from "../../src/audit/audit";
import { contextOf } from "../../src/audit/context";
import { questionsFor } from "../../src/audit/questions";
import { readInventory } from "../../src/audit/read-inventory";
import { auditFormats } from "../../src/audit/render/index";
import { type OpenAccount, openAccount } from "../../src/aws/account";
import type { Roster } from "../../src/roster/index";
import { loadRoster } from "../../src/roster/index";
import { addAccount, type FaultSpec, type SandboxState, sandboxEnvironment } from "../../src/sandbox/index";
import { start } from "../sandbox/helpers";
import { testdir } from "../testdir";
import { whole } from "../whole";
import { CANARY } from "./account-builder";
import { MESSY_TODAY, messyAccount, messyFew } from "./messy-account";

const today = "2026-11-21";

async function ask<T>(state: SandboxState, work: (account: OpenAccount) => Promise<T>, faults?: FaultSpec): Promise<T> {
  const { url, close } = await start({
    state,
    clock: () => MESSY_TODAY,
    ...(faults ? { faults } : {}),
  });
  const account = openAccount({ env: sandboxEnvironment(url) });
  try {
    return await work(account);
  } finally {
    await account.close();
    await close();
  }
}

async function auditOf(state: SandboxState, roster?: Roster, faults?: FaultSpec): Promise<Audit> {
  const inventory = await ask(state, (account) => read(account, roster), faults);
  return audit({ inventory, roster, today });
}

const read = (account: OpenAccount, roster?: Roster) =>
  readInventory(account, {
    pollMs: 1,
    questions: (inventory) => questionsFor(contextOf({ inventory, roster, today })),
  });

async function rosterOf(users: string): Promise<Roster> {
  const folder = testdir({
    "users.yaml": `version: 1\naccount: { id: "123456789012" }\nusers:\n${users}`,
  });
  return whole(await loadRoster(`${folder}/users.yaml`, { today: MESSY_TODAY }));
}

const lines = ({ findings }: Audit) => findings.map(({ id, user, message }) => `${id}: ${user} ${message}`);

test("the 206 users: each question is answered for everybody, in 231 calls", async () => {
  const [inventory, counts] = await ask(messyAccount(), async (account) => [await read(account), account.counts()]);
  const found = audit({ inventory, today });
  const count = Object.fromEntries(
    found.rules.map(({ id }) => [id, found.findings.filter((finding) => finding.id === id).length]),
  );
  expect(inventory.people).toHaveLength(206);
  expect(count).toMatchInlineSnapshot(`
    {
      "can-become-administrator": 1,
      "console-without-mfa": 50,
      "credential-not-in-roster": 0,
      "dormant": 66,
      "entry-not-in-account": 0,
      "membership-not-in-roster": 0,
      "never-used": 46,
      "old-key": 113,
      "owner-unknown": 15,
      "removal-unproved": 0,
      "root-user": 0,
      "same-person-twice": 5,
      "two-active-keys": 11,
      "unused-key": 7,
      "user-not-in-roster": 0,
    }
  `);
  expect(counts).toEqual({
    "iam:GenerateCredentialReport": 2,
    "iam:GetAccountAuthorizationDetails": 1,
    "iam:GetCredentialReport": 1,
    "iam:ListAccessKeys": 113,
    "iam:ListSSHPublicKeys": 112,
    "iam:ListServiceSpecificCredentials": 1,
    "iam:ListVirtualMFADevices": 1,
  });
  expect(total(counts)).toBe(231);
});

test("the 206 users, each with an entry that knows nothing of keys: 330 calls", async () => {
  const state = messyAccount();
  const names = Object.values(addAccount(state, "123456789012").users).map(({ userName }) => userName);
  const roster = await rosterOf(
    names.map((name) => `  ${JSON.stringify(name)}: { type: human, owner: ops }`).join("\n"),
  );
  const counts = await ask(state, async (account) => {
    await read(account, roster);
    return account.counts();
  });
  expect(counts).toMatchObject({ "iam:ListAccessKeys": 118, "iam:ListSSHPublicKeys": 206 });
  expect(total(counts)).toBe(330);
});

const total = (counts: Readonly<Record<string, number>>) =>
  Object.values(counts).reduce((sum, calls) => sum + calls, 0);

test("tells what is in the account and not in the roster, and the other way round", async () => {
  const roster = await rosterOf(`
  console-08: { type: human, owner: a@example.com, loginProfile: {}, mfaDevices: { phone: { path: /phones/ } } }
  pipeline-10: { type: service, owner: platform, accessKeys: { a: {} } }
  zoe: { type: human, owner: unknown }
`);
  const found = lines(await auditOf(messyFew(["console-08", "pipeline-10", "tmp_01"]), roster));
  expect(found.filter((line) => /roster|entry|owner/.test(line))).toEqual([
    "credential-not-in-roster: console-08 has credentials that are not in the roster: MFA device console-08-phone, MFA device console-08-tablet",
    "credential-not-in-roster: pipeline-10 has credentials that are not in the roster: SSH public key APKAQ2642UB6SIUG72H4S",
    "membership-not-in-roster: console-08 is in groups that the roster does not give: Finance, developers",
    "user-not-in-roster: tmp_01 is not in the roster",
    "entry-not-in-account: zoe users.zoe is not in the account",
    "owner-unknown: tmp_01 no tag names an owner",
  ]);
});

test("does not ask a suspended user to be suspended", async () => {
  const state = messyFew(["tmp_02"]);
  expect(lines(await auditOf(state))).toContain(
    "never-used: tmp_02 never used since it was made on 2024-02-23, 1,002 days ago",
  );
  const roster = await rosterOf(`
  tmp_02: { type: human, owner: ops, suspended: { since: 2026-11-01, reason: Nobody knows it, ticket: HR-1 } }
`);
  expect(lines(await auditOf(state, roster))).toEqual([
    "credential-not-in-roster: tmp_02 has credentials that are not in the roster: a password",
  ]);
});

test("says with which YAML a user is suspended; the ticket is for a human to fill in", async () => {
  const { suspensions } = await auditOf(messyFew(["tmp_02"]));
  expect(suspensions).toBe(`users:
  tmp_02:
    suspended:
      since: 2026-11-21
      reason: "Never used since 2024-02-23"
      ticket: # the ticket that decides it
`);
});

test("what may not be seen is said, with the permission, and nothing is concluded from it", async () => {
  const roster = await rosterOf("\n  tmp_01: { type: human, owner: ops, sshPublicKeys: {} }\n");
  const deny = ["iam:GenerateCredentialReport", "iam:ListSSHPublicKeys"];
  const found = await auditOf(messyFew(["tmp_01", "tmp_02"]), roster, { deny });
  expect(found.couldNotLook.map(({ what, users, permission }) => [what, users, permission])).toEqual([
    ["passwords, keys and last use", undefined, "iam:GenerateCredentialReport"],
    ["SSH keys", ["tmp_01"], "iam:ListSSHPublicKeys"],
  ]);
  expect(lines(found)).toEqual([
    "user-not-in-roster: tmp_02 is not in the roster",
    "owner-unknown: tmp_02 no tag names an owner",
  ]);
});

test("a denied list of users misses nobody", async () => {
  const roster = await rosterOf("\n  zoe: { type: human, owner: ops }\n");
  const deny = ["iam:GenerateCredentialReport", "iam:GetAccountAuthorizationDetails"];
  const found = await auditOf(messyFew(["tmp_01"]), roster, { deny });
  expect(lines(found)).toEqual([]);
  expect(found.couldNotLook).toHaveLength(2);
});

test("a busy account is asked again, and answers the same", async () => {
  const calm = await auditOf(messyFew(["tmp_02", "pipeline-10", "console-08"]));
  const busy = await auditOf(messyFew(["tmp_02", "pipeline-10", "console-08"]), undefined, { throttle: 0.2, seed: 5 });
  expect(lines(busy)).toEqual(lines(calm));
}, 60_000);

test("no format lets a secret out, or takes a name for markup or a formula", async () => {
  const state = messyAccount();
  const [account] = Object.values(state.accounts);
  const user = account?.users.tmp_02;
  if (account === undefined || user === undefined) throw new Error("no tmp_02");
  delete account.users.tmp_02;
  user.userName = "=cmd@evil";
  user.tags.push({
    Key: "Owner",
    Value: "<script>alert(1)</script>\u001b[2J\u202e",
  });
  account.users["=cmd@evil"] = user;
  const found = await auditOf(state);
  for (const format of Object.values(auditFormats)) {
    // The script of the page's filter is ours.
    const text = format(found).replace(/<script>\(\(\) => \{\n[^<]*<\/script>/, "");
    expect(text).not.toContain(CANARY);
    expect(text).not.toContain("<script");
    for (const hidden of ["\u001b", "\u202e"]) expect(text).not.toContain(hidden);
  }
  expect(auditFormats.csv?.(found)).toContain(",'=cmd@evil,");
  const html = auditFormats.html?.(found) ?? "";
  expect(html).toContain(`content="default-src 'none'; style-src 'sha256-`);
  expect(html).not.toMatch(/https?:|src=|javascript:/);
});
