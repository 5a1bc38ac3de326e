import type { ReportedKey } from "../aws/credential-report";
import type { User } from "../roster/roster";
import { Slots } from "../roster/write/slots";
import { type Mend, slot as slotText } from "../roster/write/snippet";
import type { AuditContext } from "./finding";
import type { Person } from "./inventory";
import { idOf, idsOf, liesIdle, nameOfKey, useOf } from "./key-names";

/**
 * Sets a key Inactive if it lies idle; the status of one that is at work is left open, and the schema refuses it until
 * somebody fills it in. So it is where more than one slot may be meant: the roster does not know the ids of keys.
 */
export function inactive(key: ReportedKey, person: Person, context: AuditContext): Mend | undefined {
  const entry = context.entryOf(person.name);
  const name = nameOfKey(key, person);
  const slot = slotOf(key, person, entry);
  if (slot !== undefined) return { section: "accessKeys", slots: { [slot]: statusOf(key, name, context) } };
  const open = entry?.accessKeys.map((one) => [
    one.key,
    slotText({ status: undefined }, `Inactive if it is ${name}, else ${one.status}`),
  ]);
  return open?.length ? { section: "accessKeys", slots: Object.fromEntries(open) } : undefined;
}

function statusOf(key: ReportedKey, name: string, context: AuditContext): string {
  if (!key.active || liesIdle(key, context)) return slotText({ status: "Inactive" }, `${name}, ${useOf(key)}`);
  return slotText({ status: undefined }, `${name}, ${useOf(key)}: Inactive if nobody needs it, else Active`);
}

/** The key that takes over, in the user's other slot. Undefined while both slots are taken. */
export function successor(key: ReportedKey, person: Person, entry: User | undefined): Mend | undefined {
  const taken = entry?.accessKeys.map((one) => one.key) ?? ["a"];
  if (taken.length !== 1 || person.report?.accessKeys.length !== 1) return undefined;
  const pgpKey = entry?.accessKeys[0]?.pgpKey;
  const encrypted = pgpKey?.startsWith("keybase:") ? { pgpKey } : {};
  const text = slotText(encrypted, `takes over from ${nameOfKey(key, person)}, which is then set Inactive`);
  return { section: "accessKeys", slots: { [new Slots(taken).letter()]: text } };
}

function slotOf(key: ReportedKey, person: Person, entry: User | undefined): string | undefined {
  const reported = person.report?.accessKeys ?? [];
  if (entry === undefined) return letterOf(key, person);
  const slots = entry.accessKeys;
  if (slots.length !== reported.length) return undefined;
  const alike = slots.filter(({ status }) => (status === "Active") === key.active);
  const others = reported.filter(({ active }) => active === key.active);
  return alike.length === 1 && others.length === 1 ? alike[0]?.key : undefined;
}

/** The slot that roster adopt gives it. */
function letterOf(key: ReportedKey, person: Person): string | undefined {
  const reported = person.report?.accessKeys ?? [];
  if (reported.length === 1) return "a";
  const id = idOf(key, person);
  const at = id === undefined ? undefined : idsOf(person)?.indexOf(id);
  return at === undefined ? undefined : "ab"[at];
}
