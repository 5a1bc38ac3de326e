import type { Inventory, Person } from "../../src/audit/inventory";
import type { CredentialReport, ReportedKey, ReportRow } from "../../src/aws/credential-report";
import { loadRoster, type Roster } from "../../src/roster/index";
import { testdir } from "../testdir";
import { whole } from "../whole";
import { MESSY_TODAY } from "./messy-account";

export const TODAY = "2026-11-21";
const DAY_MS = 86_400_000;

/** ISO time, so many days before the day of the tests. */
export const ago = (days: number) => new Date(Date.parse(`${TODAY}T09:00:00Z`) - days * DAY_MS).toISOString();

type Row = Partial<Omit<ReportRow, "user" | "arn">>;

/** A user of the account, made 400 days ago, who holds nothing but what is said. */
export function person(name: string, row: Row = {}, more: Partial<Person> = {}): Person {
  const arn = `arn:aws:iam::123456789012:user/${name}`;
  const bare = { created: ago(400), password: undefined, mfaActive: false, accessKeys: [], certificates: [] };
  return {
    ...{ name, arn, details: { created: ago(400), tags: { Owner: "ops" }, groups: [] } },
    report: { user: name, arn, ...bare, ...row },
    ...{ virtualDevices: [], serviceCredentials: [], sshKeyIds: [], accessKeys: undefined },
    ...more,
  };
}

/** An access key as the report tells of it; times as days ago. */
export function key(slot: 1 | 2, given: { age: number; used?: number; active?: boolean }): ReportedKey {
  const { age, used, active = true } = given;
  const lastUsed = used === undefined ? undefined : ago(used);
  return { slot, active, rotated: ago(age), lastUsed, service: used === undefined ? undefined : "s3" };
}

export const password = (used?: number) => ({
  lastUsed: used === undefined ? undefined : ago(used),
  lastChanged: ago(400),
});

export function inventoryOf(people: readonly Person[], root?: CredentialReport["root"]): Inventory {
  return { accountId: "123456789012", root, people, reportTime: undefined, couldNotLook: [], notes: [] };
}

/** The roster with these users. @param users YAML below `users:`, indented by two */
export async function loaded(users: string, head = ""): Promise<Roster> {
  const folder = testdir({
    "users.yaml": `version: 1\naccount: { id: "123456789012" }\n${head}users:\n${users}\n`,
  });
  return whole(await loadRoster(`${folder}/users.yaml`, { today: MESSY_TODAY }));
}
