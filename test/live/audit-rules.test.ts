import { readdirSync } from "node:fs";
import { join } from "node:path";
import { audit, type JudgedFinding } from "../../src/audit/audit";
import type { Awaited } from "../../src/audit/awaited";
import { contextOf } from "../../src/audit/context";
import type { Person } from "../../src/audit/inventory";
import { questionsFor } from "../../src/audit/questions";
import { auditRules } from "../../src/audit/rules";
import type { ReportRow } from "../../src/aws/credential-report";
import type { Roster } from "../../src/roster/index";
import { ago, inventoryOf, key, loaded, password, person, TODAY } from "./audit-people";

/** What one rule says of these people, without the others. */
function found(rule: string, people: readonly Person[], roster?: Roster, root?: ReportRow): readonly JudgedFinding[] {
  const rules = auditRules.filter(({ id }) => id === rule);
  expect(rules).toHaveLength(1);
  return audit({ inventory: inventoryOf(people, root), roster, today: TODAY, ticket: "SEC-9", rules }).findings;
}

const said = (...args: Parameters<typeof found>) => found(...args).map(({ user, message }) => `${user} ${message}`);
const suspended = (since = "2026-11-01") => `suspended: { since: ${since}, reason: Contract ended, ticket: HR-7 }`;

const suspending = (name: string, reason: string) => `users:
  ${name}:
    suspended:
      since: 2026-11-21
      reason: ${reason}
      ticket: SEC-9
`;

test("lists each file of live/audit/rules/ once; an id is the name of its file", () => {
  const files = readdirSync(join(__dirname, "..", "..", "src", "audit", "rules")).filter((name) => name !== "index.ts");
  expect(auditRules.map(({ id }) => `${id}.ts`).sort()).toEqual(files.sort());
});

test("each rule says what, why and how to mend it, in sentences", () => {
  for (const { summary, why, fix } of auditRules) {
    for (const text of [summary, why, fix]) expect(text).toMatch(/^[A-Za-z][^\n]{10,}\.$/);
  }
});

test("fails when a rule crashes: that is a finding about the account, and no question to AWS", () => {
  const [rootUser] = auditRules;
  if (rootUser === undefined) throw new Error("no rules");
  const crash = jest.spyOn(rootUser, "check").mockImplementation(() => {
    throw new TypeError("accessKeys is not iterable");
  });
  try {
    const { findings } = audit({ inventory: inventoryOf([]), today: TODAY });
    expect(findings).toMatchObject([
      {
        ...{ id: "root-user", severity: "high", user: "<account>", yaml: undefined },
        message: "the rule root-user crashed (TypeError): the account counts as not audited",
      },
    ]);
    expect(questionsFor(contextOf({ inventory: inventoryOf([]), today: TODAY }))).toEqual([]);
  } finally {
    crash.mockRestore();
  }
});

test("each rule has its tests here", () => {
  expect(auditRules.map(({ id, severity }) => `${id}: ${severity}`)).toEqual([
    "root-user: high",
    "removal-unproved: high",
    "console-without-mfa: high",
    "can-become-administrator: high",
    "dormant: high",
    "never-used: high",
    "credential-not-in-roster: high",
    "membership-not-in-roster: high",
    "user-not-in-roster: medium",
    "entry-not-in-account: medium",
    "owner-unknown: medium",
    "old-key: medium",
    "unused-key: medium",
    "two-active-keys: medium",
    "same-person-twice: low",
  ]);
});

describe("root-user", () => {
  const root = (row: Partial<ReportRow>): ReportRow => ({
    ...{ user: "<root_account>", arn: "arn:aws:iam::123456789012:root", created: ago(3000) },
    ...{ password: password(), mfaActive: true, accessKeys: [], certificates: [], ...row },
  });
  const of = (row: Partial<ReportRow>) => said("root-user", [], undefined, root(row));

  test("reports keys, certificates, no MFA and a late use", () => {
    const keys = [key(1, { age: 3000 }), key(2, { age: 2000, active: false })];
    const certificates = [
      { active: true, rotated: ago(900) },
      { active: false, rotated: ago(999) },
    ];
    expect(of({ accessKeys: keys, certificates, mfaActive: false, password: password(89) })).toEqual([
      "<root_account> has access key 1",
      "<root_account> has access key 2 (inactive)",
      "<root_account> has a signing certificate",
      "<root_account> has a signing certificate (inactive)",
      "<root_account> has no MFA device",
      "<root_account> was used on 2026-08-24",
    ]);
  });

  test("does not report a root user that rests: with MFA, without keys, unused for 90 days", () => {
    expect(of({ password: password(90) })).toEqual([]);
  });

  test("says what to do; no YAML mends it", () => {
    expect(found("root-user", [], undefined, root({ mfaActive: false }))).toMatchObject([
      {
        fix: "Sign in as root once: delete its access keys, enable MFA, and put the password away.",
        yaml: undefined,
      },
    ]);
  });
});

describe("removal-unproved", () => {
  const alice = { kind: "user", name: "alice", userId: "AIDAALICE", stack: "users" } as const;
  const details = (userId?: string) => ({ created: ago(400), tags: { Owner: "ops" }, groups: [], userId });
  const of = (awaited: readonly Awaited[], people: readonly Person[] = [], roster?: Roster) =>
    audit({ inventory: inventoryOf(people), roster, awaited, today: TODAY })
      .findings.filter(({ id }) => id === "removal-unproved")
      .map(({ user, message, fix }) => [user, message, fix]);

  test("reports who was to leave and is still there, also under another name", () => {
    const fix = "roster deploy removes the user; if the state does not have it, roster adopt --mend first.";
    const there = "was to leave with an apply of the stack users, and is still there";
    expect(of([alice], [person("alice", {}, { details: details("AIDAALICE") })])).toEqual([["alice", there, fix]]);
    expect(of([alice], [person("alice", {}, { details: undefined })])).toEqual([["alice", there, fix]]);
    expect(of([alice], [person("alicia", {}, { details: details("AIDAALICE") })])).toEqual([
      ["alicia", `${there} (now named alicia)`, fix],
    ]);
  });

  test("reports who is gone without a proof, and whose name somebody else has", () => {
    const unproved = [
      "alice",
      "was to leave with an apply of the stack users, and it is not proved that the user is gone",
      "roster verify, or the next roster deploy, writes the proof.",
    ];
    expect(of([alice])).toEqual([unproved]);
    expect(of([alice], [person("alice", {}, { details: details("AIDANOTHER") })])).toEqual([unproved]);
  });

  test("reports who is in the roster again, until the log says that the user stays", async () => {
    const roster = await loaded("  alice: { type: human, owner: ops }");
    expect(of([alice], [person("alice")], roster)).toEqual([
      [
        "alice",
        "was to leave with an apply of the stack users, and is in the account and in the roster",
        "roster deploy records in the audit log that the user stays.",
      ],
    ]);
  });

  test("reports a device of somebody who stays", () => {
    const serial = "arn:aws:iam::123456789012:mfa/alice-phone";
    const message = `the MFA device ${serial} was to be deleted with an apply of the stack users, and it is not proved that it is gone`;
    expect(of([{ kind: "device", serial, user: "alice", stack: "users" }])).toEqual([
      ["alice", message, "roster deploy checks it and writes the proof."],
    ]);
  });

  test("does not report where every removal is proved", () => {
    expect(of([], [person("alice")])).toEqual([]);
  });
});

describe("console-without-mfa", () => {
  const alice = person("alice", { password: password(1) });

  test("reports a password without MFA, with a device to merge", async () => {
    const roster = await loaded("  alice: { type: human, owner: ops, loginProfile: {} }");
    expect(found("console-without-mfa", [alice], roster)).toMatchObject([
      {
        user: "alice",
        message: "has a password and no MFA device",
        fix: "Give the user an MFA device (mfaDevices: { phone: {} }) and let the person enrol it, or remove loginProfile.",
        yaml: "users:\n  alice:\n    mfaDevices:\n      phone: {}\n",
      },
    ]);
  });

  test("says of a device that waits for its person what is missing", async () => {
    const roster = await loaded("  alice: { type: human, owner: ops, loginProfile: {}, mfaDevices: { phone: {} } }");
    expect(found("console-without-mfa", [alice], roster)).toMatchObject([
      { fix: "Its entry has a device: let the person enrol it.", yaml: undefined },
    ]);
  });

  test("does not report MFA, no password, or a suspended user", async () => {
    const roster = await loaded(`  alice: { type: human, owner: ops, ${suspended()} }`);
    const others = [person("bob", { password: password(1), mfaActive: true }), person("carol", {})];
    expect(said("console-without-mfa", [alice, ...others], roster)).toEqual([]);
  });
});

describe("dormant", () => {
  test("reports who was last seen 90 days ago, by password or key, and not 89", () => {
    const people = [
      person("alice", { password: password(90) }),
      person("bob", { password: password(89) }),
      person("deploy-bot", { accessKeys: [key(1, { age: 300, used: 91 }), key(2, { age: 300, used: 200 })] }),
    ];
    expect(said("dormant", people)).toEqual([
      "alice last seen on 2026-08-23, 90 days ago",
      "deploy-bot last seen on 2026-08-22, 91 days ago",
    ]);
  });

  test("suspends first", async () => {
    const roster = await loaded("  al: { name: alice, type: human, owner: ops }");
    expect(found("dormant", [person("alice", { password: password(90) })], roster)).toMatchObject([
      {
        fix: "Suspend the user, wait for the soak, then delete the entry.",
        yaml: suspending("al", '"No sign of use since 2026-08-23"'),
      },
    ]);
  });

  test("says first to adopt a user that has no entry", async () => {
    const roster = await loaded("  zoe: { type: human, owner: ops }");
    expect(found("dormant", [person("alice", { password: password(90) })], roster)).toMatchObject([
      { fix: "First roster adopt alice. Suspend the user, wait for the soak, then delete the entry." },
    ]);
  });

  test("names what the user holds whose use AWS does not tell", () => {
    const serviceCredentials = [{ id: "ACCAEXAMPLE", service: "codecommit.amazonaws.com" }];
    const alice = person("alice", { password: password(90) }, { sshKeyIds: ["APKAEXAMPLE"], serviceCredentials });
    expect(said("dormant", [alice])).toEqual([
      "alice last seen on 2026-08-23, 90 days ago; AWS does not report whether these are in use: SSH public key APKAEXAMPLE, credential ACCAEXAMPLE for codecommit.amazonaws.com",
    ]);
  });

  test("does not report break-glass users, suspended ones, or whom the report does not know", async () => {
    const roster = await loaded(
      `  alice: { type: break-glass, owner: ops }\n  bob: { type: human, owner: ops, ${suspended()} }`,
    );
    const tags = { "roster:type": "break-glass" };
    const old = { password: password(500) };
    const people = [
      ...[person("alice", old), person("bob", old), person("carol", {}, { report: undefined })],
      person("dora", old, { details: { created: ago(900), tags, groups: [] } }),
    ];
    expect(said("dormant", people, roster)).toEqual([]);
  });
});

describe("never-used", () => {
  const changed = (days: number) => ({ lastUsed: undefined, lastChanged: ago(days) });

  test("reports from 30 days on, with a password or a key", () => {
    const people = [
      person("alice", { created: ago(30), password: changed(30) }),
      person("bob", { created: ago(29), password: changed(29) }),
      person("bot", { created: ago(31), accessKeys: [key(1, { age: 31 })] }),
      person("new-key", { created: ago(500), accessKeys: [key(1, { age: 29 })] }),
      person("old-user", { created: ago(500), accessKeys: [key(1, { age: 40 }), key(2, { age: 9, active: false })] }),
      person("new-password", { created: ago(500), password: changed(29) }),
      person("holds-nothing", { created: ago(500) }),
      person("used", { created: ago(500), accessKeys: [key(1, { age: 31, used: 30 })] }),
    ];
    expect(said("never-used", people)).toEqual([
      "alice never used since it was made on 2026-10-22, 30 days ago",
      "bot never used since it was made on 2026-10-21, 31 days ago",
      "old-user never used since its newest credential was made on 2026-10-12, 40 days ago",
    ]);
  });

  test("suspends first", async () => {
    const roster = await loaded("  alice: { type: human, owner: ops }");
    const alice = person("alice", { created: ago(30), password: changed(30) });
    expect(found("never-used", [alice], roster)).toMatchObject([
      {
        fix: "Suspend the user, wait for the soak, then delete the entry.",
        yaml: suspending("alice", '"Never used since 2026-10-22"'),
      },
    ]);
  });
});

const OLD = "AKIAEXAMPLE000000OLD";
const NEW = "AKIAEXAMPLE000000NEW";
const listed = (id: string, age: number, active = true) => ({ id, active, created: ago(age) });

describe("credential-not-in-roster", () => {
  const of = async (entry: string, one: Person) =>
    found("credential-not-in-roster", [one], await loaded(`  alice: { type: human, owner: ops${entry} }`));

  test("names each credential that the entry does not give, of every kind", async () => {
    const one = person(
      "alice",
      {
        password: password(1),
        accessKeys: [key(1, { age: 300 }), key(2, { age: 3, used: 1 })],
        certificates: [{ active: true, rotated: ago(1) }],
      },
      {
        accessKeys: [listed(NEW, 3), listed(OLD, 300)],
        sshKeyIds: ["APKAEXAMPLE"],
        serviceCredentials: [
          { id: "ACCAGIT", service: "codecommit.amazonaws.com" },
          { id: "ACCAKEYSPACES", service: "cassandra.amazonaws.com" },
        ],
        virtualDevices: ["arn:aws:iam::123456789012:mfa/phones/alice-phone"],
      },
    );
    expect(await of("", one)).toMatchObject([
      {
        message: [
          "has credentials that are not in the roster: a password",
          `access key ${OLD}, access key ${NEW}, 1 signing certificate, SSH public key APKAEXAMPLE`,
          "credential for cassandra.amazonaws.com ACCAKEYSPACES, credential for codecommit.amazonaws.com ACCAGIT",
          "MFA device alice-phone",
        ].join(", "),
        fix: "roster adopt --unmanaged alice, which imports it into a slot of its own; then set to Inactive what nobody needs",
        yaml: undefined,
      },
    ]);
  });

  test("says which two it may be where the entry gives one of them", async () => {
    const keys = [key(1, { age: 300 }), key(2, { age: 3 })];
    const one = person("alice", { accessKeys: keys }, { accessKeys: [listed(OLD, 300), listed(NEW, 3)] });
    expect(await of(", accessKeys: { laptop: {} }", one)).toMatchObject([
      {
        message: `has credentials that are not in the roster: 1 of the access keys ${NEW}, ${OLD}`,
        yaml: undefined,
      },
    ]);
  });

  test("counts where the ids are not known", async () => {
    const one = person("alice", { accessKeys: [key(1, { age: 3 }), key(2, { age: 3 })] });
    expect((await of("", one)).map(({ message }) => message)).toEqual([
      "has credentials that are not in the roster: 2 access keys",
    ]);
  });

  test("an id that is none is not written", async () => {
    const id = "AKIA\n    evil: true # 000";
    const one = person("alice", { accessKeys: [key(1, { age: 3 })] }, { accessKeys: [listed(id, 3)] });
    expect(JSON.stringify(await of("", one))).not.toContain("evil");
  });

  test("does not report what the entry gives, users without an entry, or what was not seen", async () => {
    const given = person("alice", { password: password(1), accessKeys: [key(1, { age: 3 })] });
    expect(await of(", loginProfile: {}, accessKeys: { laptop: {} }", given)).toEqual([]);
    expect(await of("", person("bob", { accessKeys: [key(1, { age: 3 })] }))).toEqual([]);
    const unseen = {
      report: undefined,
      sshKeyIds: undefined,
      serviceCredentials: undefined,
      virtualDevices: undefined,
    };
    expect(await of("", person("alice", {}, unseen))).toEqual([]);
  });
});

describe("membership-not-in-roster", () => {
  const groups = "groups: { developers: {}, ops: { name: Operators }, billing: { existing: true } }\n";
  const inGroups = (name: string, ...list: readonly string[]) =>
    person(name, {}, { details: { created: ago(400), tags: { Owner: "ops" }, groups: list } });
  const entries = loaded(
    "  alice: { type: human, owner: ops, groups: [developers, ops, billing] }\n  bob: { type: human, owner: ops, name: robert }",
    groups,
  );

  test("reports groups that somebody was added to by hand, whether the roster knows the group or not", async () => {
    const people = [
      inGroups("alice", "developers", "operators", "admins", "billing"),
      inGroups("Robert", "zoo", "billing"),
    ];
    const findings = found("membership-not-in-roster", people, await entries);
    expect(findings.map(({ user, severity, message, fix }) => `${severity} ${user} ${message}\n${fix}`)).toEqual([
      "high Robert is in groups that the roster does not give: billing, zoo\nAdd billing, zoo to the groups of users.bob, or: aws iam remove-user-from-group --user-name Robert --group-name billing, and so on",
      "high alice is in a group that the roster does not give: admins\nAdd admins to the groups of users.alice, or: aws iam remove-user-from-group --user-name alice --group-name admins",
    ]);
  });

  test("does not report what the entry gives, whatever the case, users without an entry, or what was not seen", async () => {
    const people = [
      inGroups("alice", "Developers", "OPERATORS", "billing"),
      inGroups("carol", "admins"),
      person("robert", {}, { details: undefined }),
    ];
    expect(said("membership-not-in-roster", people, await entries)).toEqual([]);
    expect(said("membership-not-in-roster", people)).toEqual([]);
  });
});

describe("user-not-in-roster", () => {
  test("reports whom the roster does not know; case tells nobody apart", async () => {
    const roster = await loaded("  Alice: { type: human, owner: ops }");
    expect(found("user-not-in-roster", [person("alice"), person("bob")], roster)).toMatchObject([
      { user: "bob", message: "is not in the roster", fix: "roster adopt bob", yaml: undefined },
    ]);
  });

  test("does not report without a roster", () => {
    expect(said("user-not-in-roster", [person("bob")])).toEqual([]);
  });
});

describe("entry-not-in-account", () => {
  test("reports an entry without a user", async () => {
    const roster = await loaded(
      "  zoe: { name: Zoe.Example, type: human, owner: ops }\n  alice: { type: human, owner: ops }",
    );
    expect(found("entry-not-in-account", [person("ALICE")], roster)).toMatchObject([
      {
        user: "Zoe.Example",
        message: "users.zoe is not in the account",
        fix: "Deploy the roster if the user is new; delete the entry if somebody removed the user by hand.",
        yaml: undefined,
      },
    ]);
  });
});

describe("owner-unknown", () => {
  const tagged = (name: string, tags: Record<string, string>) =>
    person(name, {}, { details: { created: ago(9), tags, groups: [] } });

  test("reports users that no tag and no name gives an owner", () => {
    const people = [
      ...[tagged("alice", { Owner: "ops" }), tagged("bob", { CostCenter: "4" }), tagged("carol", { owner: "unknown" })],
      ...[tagged("dora@example.com", {}), person("unseen", {}, { details: undefined })],
    ];
    expect(said("owner-unknown", people)).toEqual(["bob no tag names an owner", "carol no tag names an owner"]);
  });

  test("reports an entry whose owner is none, and suspends first", async () => {
    const roster = await loaded("  alice: { type: human, owner: unknown }\n  bob: { type: human, owner: ops }");
    expect(found("owner-unknown", [tagged("alice", { Owner: "ops" }), tagged("bob", {})], roster)).toMatchObject([
      {
        user: "alice",
        message: "its entry says owner: unknown",
        fix: "Ask who uses it. If nobody answers within two weeks, suspend it: whoever needs it will report it.",
        yaml: suspending("alice", "Nobody is responsible for it"),
      },
    ]);
  });
});

describe("old-key", () => {
  test("reports an active key of 91 days, not of 90, and no inactive one", () => {
    const people = [
      person("alice", { accessKeys: [key(1, { age: 91, used: 1 })] }),
      person("bob", { accessKeys: [key(1, { age: 90, used: 1 })] }),
      person("carol", { accessKeys: [key(1, { age: 500, active: false })] }),
    ];
    expect(said("old-key", people)).toEqual(["alice access key 1 is 91 days old (created on 2026-08-22)"]);
  });

  test("takes the limit of the roster's guards", async () => {
    const roster = await loaded("  alice: { type: service, owner: ops }", "guards: { maxKeyAgeDays: 10 }\n");
    expect(said("old-key", [person("alice", { accessKeys: [key(1, { age: 11 })] })], roster)).toEqual([
      "alice access key 1 is 11 days old (created on 2026-11-10)",
    ]);
  });

  test("names the key, and the slot that takes over", async () => {
    const roster = await loaded("  bot: { type: service, owner: ops, accessKeys: { a: { pgpKey: keybase:ops } } }");
    const bot = person("bot", { accessKeys: [key(1, { age: 91 })] }, { accessKeys: [listed(OLD, 91)] });
    expect(found("old-key", [bot], roster)).toMatchObject([
      {
        message: `access key ${OLD} is 91 days old (created on 2026-08-22)`,
        fix: "Rotate it: add the other slot under accessKeys, hand it over, set the old one Inactive, then remove it.",
        yaml: `users:\n  bot:\n    accessKeys:\n      b: { pgpKey: "keybase:ops" } # takes over from access key ${OLD}, which is then set Inactive\n`,
      },
    ]);
  });

  test("has no slot to offer where both are taken", async () => {
    const roster = await loaded("  bot: { type: service, owner: ops, accessKeys: { a: {}, b: {} } }");
    const bot = person("bot", { accessKeys: [key(1, { age: 91 }), key(2, { age: 5 })] });
    expect(found("old-key", [bot], roster)).toMatchObject([{ user: "bot", yaml: undefined }]);
  });

  test("tells two keys apart by the day they were made, and none where that does not", () => {
    const keys = [key(1, { age: 91 }), key(2, { age: 100 })];
    const apart = person("bot", { accessKeys: keys }, { accessKeys: [listed(NEW, 91), listed(OLD, 100)] });
    expect(said("old-key", [apart])).toEqual([
      `bot access key ${NEW} is 91 days old (created on 2026-08-22)`,
      `bot access key ${OLD} is 100 days old (created on 2026-08-13)`,
    ]);
    const changed = person("bot", { accessKeys: keys }, { accessKeys: [listed(NEW, 300), listed(OLD, 301)] });
    expect(said("old-key", [changed])).toEqual([
      "bot access key 1 is 91 days old (created on 2026-08-22)",
      "bot access key 2 is 100 days old (created on 2026-08-13)",
    ]);
  });
});

describe("unused-key", () => {
  const keys = [key(1, { age: 300, used: 1 }), key(2, { age: 90 })];

  test("reports a key that lay unused for 90 days, or was never used for as long, while the user is at work", () => {
    const people = [
      person("alice", { password: password(89), accessKeys: [key(1, { age: 300, used: 90 })] }),
      person("bob", { password: password(1), accessKeys: [key(1, { age: 300, used: 89 })] }),
      person("bot", { accessKeys: keys }),
      person("dormant", { accessKeys: [key(1, { age: 300, used: 90 })] }),
      person("inactive", { password: password(1), accessKeys: [key(1, { age: 300, active: false })] }),
    ];
    expect(said("unused-key", people)).toEqual([
      "alice access key 1 is active and was last used on 2026-08-23, 90 days ago",
      "bot access key 2 is active and was never used since 2026-08-23, 90 days ago",
    ]);
  });

  test("sets the slot Inactive that must be it", async () => {
    const roster = await loaded("  bot: { type: service, owner: ops, accessKeys: { ci: {} } }");
    const bot = person(
      "bot",
      { password: password(1), accessKeys: [key(1, { age: 300, used: 90 })] },
      { accessKeys: [listed(OLD, 300)] },
    );
    expect(found("unused-key", [bot], roster)).toMatchObject([
      {
        message: `access key ${OLD} is active and was last used on 2026-08-23, 90 days ago`,
        fix: "Set the key's slot Inactive (accessKeys: { SLOT: { status: Inactive } }), and remove it after the soak.",
        yaml: `users:\n  bot:\n    accessKeys:\n      ci: { status: Inactive } # access key ${OLD}, used 2026-08-23\n`,
      },
    ]);
  });

  test("leaves the status open where each slot may be it", async () => {
    const roster = await loaded("  bot: { type: service, owner: ops, accessKeys: { a: {}, b: {} } }");
    const bot = person("bot", { accessKeys: keys }, { accessKeys: [listed(OLD, 300), listed(NEW, 90)] });
    expect(found("unused-key", [bot], roster).map(({ yaml }) => yaml)).toEqual([
      [
        "users:\n  bot:\n    accessKeys:",
        `      a: { status: } # Inactive if it is access key ${NEW}, else Active`,
        `      b: { status: } # Inactive if it is access key ${NEW}, else Active\n`,
      ].join("\n"),
    ]);
  });
});

describe("two-active-keys", () => {
  const keys = [key(1, { age: 80, used: 1 }), key(2, { age: 40, used: 30 })];

  test("reports two active keys with their last use, and no other pair", () => {
    const people = [
      person("alice", { accessKeys: keys }),
      person("bob", { accessKeys: [key(1, { age: 80 }), key(2, { age: 40, active: false })] }),
      person("carol", { accessKeys: [key(1, { age: 80 }), key(2, { age: 40 })] }),
    ];
    expect(said("two-active-keys", people)).toEqual([
      "alice two active access keys: 1 used 2026-11-20, 2 used 2026-10-22",
      "carol two active access keys: 1 never used, 2 never used",
    ]);
  });

  test("offers the idler one in the slot that roster adopt gives it, and leaves to a human whether it is needed", async () => {
    const alice = person("alice", { accessKeys: keys }, { accessKeys: [listed(NEW, 40), listed(OLD, 80)] });
    expect(found("two-active-keys", [alice], await loaded("  zoe: { type: human, owner: ops }"))).toMatchObject([
      {
        message: `two active access keys: ${OLD} used 2026-11-20, ${NEW} used 2026-10-22`,
        fix: "First roster adopt alice. Find the one that nobody uses any more, and set its slot Inactive (accessKeys: { SLOT: { status: Inactive } }).",
        yaml: `users:\n  alice:\n    accessKeys:\n      b: { status: } # access key ${NEW}, used 2026-10-22: Inactive if nobody needs it, else Active\n`,
      },
    ]);
  });
});

describe("same-person-twice", () => {
  test("reports second users of a name, and keeps the one that was seen last", async () => {
    const roster = await loaded("  old-jane: { name: jane.doe, type: human, owner: ops }");
    const people = [
      ...[person("jane.doe", { password: password(9) }), person("jane_doe-admin", { password: password(2) })],
      ...[person("deploy1"), person("deploy2"), person("al"), person("al-dev")],
    ];
    expect(found("same-person-twice", people, roster)).toMatchObject([
      {
        user: "jane.doe",
        message: "seems to be the same person as jane_doe-admin",
        fix: "Ask which one is used; suspend the other. When both are meant, there is nothing to do.",
        yaml: suspending("old-jane", "Second user of the person behind jane_doe-admin"),
      },
    ]);
  });

  test("does not take two machines for a person", async () => {
    const roster = await loaded("  deploy: { type: service, owner: ops }\n  deploy-2: { type: service, owner: ops }");
    expect(said("same-person-twice", [person("deploy"), person("deploy-2")], roster)).toEqual([]);
    expect(said("same-person-twice", [person("deploy"), person("deploy-2")])).toEqual([
      "deploy-2 seems to be the same person as deploy",
    ]);
  });
});
