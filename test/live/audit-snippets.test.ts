import { join } from "node:path";
import { load } from "js-yaml";
import { type Audit, audit } from "../../src/audit/audit";
import type { Person } from "../../src/audit/inventory";
import { loadRoster } from "../../src/roster/index";
import { samplePgpKey } from "../sample";
import { testdir } from "../testdir";
import { whole } from "../whole";
import { inventoryOf, key, loaded, password, person, TODAY } from "./audit-people";
import { MESSY_TODAY } from "./messy-account";

type Tree = { [key: string]: Tree } | string | null;

const service = { type: "service", owner: "platform" };
const human = { type: "human", owner: "ops" };

/** The entries as they are before anybody merges anything: no complaint. */
const users = {
  "no-mfa": { ...human, loginProfile: {}, consoleWithoutMfa: accepted() },
  dormant: { ...human },
  "never-used": { ...human },
  "by-hand": { ...service },
  "half-by-hand": { ...service, accessKeys: { a: {} } },
  "no-owner": { ...human, owner: "unknown" },
  "old-key": { ...service, accessKeys: { ci: {} } },
  "unused-key": { ...service, accessKeys: { ci: {} } },
  "one-inactive": {
    ...service,
    accessKeys: { a: {}, b: { status: "Inactive" } },
  },
  "two-keys": { ...service, accessKeys: { a: {}, b: {} } },
  "jane.doe": { ...human },
  "Jane_Doe-admin": { ...human, name: "jane_doe+admin" },
} as const;

function accepted() {
  return {
    justification: "The device is lost, and the new one is on its way",
    ...{
      approvedBy: "secops@example.com",
      ticket: "SEC-1",
      expires: "2026-12-31",
    },
  };
}

const [OLD, NEW] = ["AKIAEXAMPLE000000OLD", "AKIAEXAMPLE000000NEW"];
const listed = (id: string, age: number, active = true) => {
  const created = new Date(Date.parse(`${TODAY}T09:00:00Z`) - age * 86_400_000).toISOString();
  return { id, active, created };
};

const people: readonly Person[] = [
  person("no-mfa", { password: password(1) }),
  person("dormant", { password: password(100), mfaActive: true }),
  person("never-used", { password: password(), mfaActive: true }),
  person("by-hand", { accessKeys: [key(1, { age: 9 })] }, { accessKeys: [listed(OLD, 9)] }),
  person(
    "half-by-hand",
    {
      accessKeys: [key(1, { age: 9, used: 1 }), key(2, { age: 8, active: false })],
    },
    { accessKeys: [listed(OLD, 9), listed(NEW, 8, false)] },
  ),
  person("no-owner"),
  person("old-key", { accessKeys: [key(1, { age: 91, used: 1 })] }),
  person("unused-key", {
    password: password(1),
    mfaActive: true,
    accessKeys: [key(1, { age: 90, used: 90 })],
  }),
  person("one-inactive", {
    password: password(1),
    mfaActive: true,
    accessKeys: [key(1, { age: 90, used: 90 }), key(2, { age: 80, active: false })],
  }),
  person("two-keys", {
    accessKeys: [key(1, { age: 80, used: 1 }), key(2, { age: 40, used: 2 })],
  }),
  person("jane.doe", { password: password(1), mfaActive: true }),
  person("jane_doe+admin", { password: password(2), mfaActive: true }),
];

const written = () => ({
  version: 1,
  account: { id: "123456789012" },
  defaults: { pgpKey: samplePgpKey },
  users: structuredClone(users) as unknown as { [key: string]: Tree },
});

/** As somebody merges it by hand: key by key, and what is there already is replaced. */
function merge(into: Tree, from: Tree): Tree {
  if (typeof into !== "object" || typeof from !== "object" || into === null || from === null) return from;
  const keys = [...new Set([...Object.keys(into), ...Object.keys(from)])];
  return Object.fromEntries(
    keys.map((name) => [name, name in from ? merge(into[name] ?? null, from[name] ?? null) : (into[name] ?? null)]),
  );
}

/** Errors of the roster once the snippet is in it. */
async function errorsWith(snippet: string): Promise<string[]> {
  const merged = merge(written() as unknown as Tree, load(snippet) as Tree);
  const folder = testdir({
    "users.yaml": JSON.stringify(merged, undefined, 1),
  });
  const { diagnostics } = await loadRoster(join(folder, "users.yaml"), {
    today: MESSY_TODAY,
  });
  return diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);
}

async function found(ticket?: string): Promise<Audit> {
  const { version: _, account: __, ...rest } = written();
  const folder = testdir({
    "users.yaml": JSON.stringify({
      version: 1,
      account: { id: "123456789012" },
      ...rest,
    }),
  });
  return audit({
    inventory: inventoryOf(people),
    roster: whole(await loadRoster(join(folder, "users.yaml"), { today: MESSY_TODAY })),
    today: TODAY,
    ticket,
  });
}

test("the roster is without errors before", async () => {
  expect(await errorsWith("users: {}")).toEqual([]);
});

test("a key that was made by hand is imported: YAML for it would create a second one", async () => {
  const { findings } = await found("SEC-9");
  const fixes = findings
    .filter(({ id, user }) => id === "credential-not-in-roster" && user.endsWith("by-hand"))
    .map(({ yaml, fix }) => [yaml, fix]);
  const rest = "which imports it into a slot of its own; then set to Inactive what nobody needs";
  expect(fixes).toEqual([
    [undefined, `roster adopt --unmanaged by-hand, ${rest}`],
    [undefined, `roster adopt --unmanaged half-by-hand, ${rest}`],
  ]);
});

/** Keys at work, or which of two it is: a human decides, and the loader refuses the snippet until then. */
const leftOpen: Readonly<Record<string, number>> = {
  "two-keys": 2,
};

test("each finding of each rule that users.yaml can answer has a snippet that the loader accepts", async () => {
  const { findings } = await found("SEC-9");
  const snippets = findings.flatMap(({ id, user, yaml }) => (yaml === undefined ? [] : [{ id, user, yaml }]));
  expect(snippets.map(({ id, user }) => `${id}: ${user}`)).toEqual([
    "console-without-mfa: no-mfa",
    "dormant: dormant",
    "never-used: never-used",
    "owner-unknown: no-owner",
    "old-key: old-key",
    "unused-key: one-inactive",
    "unused-key: unused-key",
    "two-active-keys: two-keys",
    "same-person-twice: jane_doe+admin",
  ]);
  for (const { user, yaml } of snippets) {
    const open = Array(leftOpen[user] ?? 0).fill("status is null; allowed are Active, Inactive");
    expect([user, await errorsWith(yaml)]).toEqual([user, open]);
  }
});

test("all suspensions and all changes are accepted together", async () => {
  const { suspensions = "", changes = "" } = await found("SEC-9");
  expect(await errorsWith(suspensions)).toEqual([]);
  expect(changes).toMatchInlineSnapshot(`
    "users:
      no-mfa:
        mfaDevices:
          phone: {}
      old-key:
        accessKeys:
          a: {} # takes over from access key 1, which is then set Inactive
      one-inactive:
        accessKeys:
          a: { status: Inactive } # access key 1, used 2026-08-23
      unused-key:
        accessKeys:
          ci: { status: Inactive } # access key 1, used 2026-08-23
      two-keys:
        accessKeys:
          a: { status: } # Inactive if it is access key 2, else Active
          b: { status: } # Inactive if it is access key 2, else Active
    "
  `);
  expect(await errorsWith(changes.replaceAll("status: }", "status: Active }"))).toEqual([]);
});

test("without a ticket each suspension is refused until somebody fills it in", async () => {
  const { suspensions = "" } = await found();
  expect(await errorsWith(suspensions)).toEqual(Array(4).fill("ticket is empty; text is expected"));
  expect(await errorsWith(suspensions.replaceAll(/ticket:.*/g, "ticket: HR-1"))).toEqual([]);
});

test("a name that YAML would take for something else is quoted", async () => {
  const roster = await loaded('  "true": { type: human, owner: ops }\n  "12": { type: human, owner: ops }');
  const names = [person("true", { password: password(99) }), person("12", { password: password(99) })];
  const { suspensions = "" } = audit({
    inventory: inventoryOf(names),
    roster,
    today: TODAY,
    ticket: "yes",
  });
  expect(Object.keys((load(suspensions) as { users: object }).users).sort()).toEqual(["12", "true"]);
  expect(suspensions).toContain('      ticket: "yes"\n');
});
