import type { ReportedKey } from "../aws/credential-report";
import { by } from "../text/by";
import { day } from "../text/iso-date";
import { daysSince } from "./ages";
import type { AuditContext } from "./finding";
import type { ListedKey, Person } from "./inventory";

/**
 * The id of a key of the report, if it was asked for and one key alone can be meant. The report's time is that of the
 * key's making or of its last change (IAM User Guide, access_key_1_last_rotated), so that a lone key needs no equal time.
 */
export function idOf(key: ReportedKey, { report, accessKeys = [] }: Person): string | undefined {
  const alike = (report?.accessKeys ?? []).filter(({ active }) => active === key.active);
  const listed = accessKeys.filter(({ active }) => active === key.active);
  const [only, ...others] = alike.length === 1 ? listed : listed.filter((one) => sameTime(one, key));
  return only !== undefined && others.length === 0 && WORD.test(only.id) ? only.id : undefined;
}

/** `access key AKIA...`; `access key 1` where its id is not known. */
export function nameOfKey(key: ReportedKey, person: Person): string {
  return `access key ${idOf(key, person) ?? key.slot}`;
}

/** `used 2026-11-16`; as far as the report knows. */
export function useOf({ lastUsed }: ReportedKey): string {
  return lastUsed === undefined ? "never used" : `used ${day(lastUsed)}`;
}

/** Whether nobody used it for so long, or ever, that it can be set Inactive at once. */
export function liesIdle({ lastUsed, rotated }: ReportedKey, { limits, today }: AuditContext): boolean {
  const since = lastUsed ?? rotated;
  return since !== undefined && daysSince(since, today) >= limits.dormantDays;
}

/** Ids of the keys, oldest first, as roster adopt names them; undefined when they are not all known. */
export function idsOf({ report, accessKeys }: Person): readonly string[] | undefined {
  if (accessKeys === undefined || accessKeys.length !== report?.accessKeys.length) return undefined;
  if (!accessKeys.every(({ id }) => WORD.test(id))) return undefined;
  return [...accessKeys].sort(by(age)).map(({ id }) => id);
}

const WORD = /^\w{16,128}$/;

const age = ({ created = "", id }: ListedKey) => `${created} ${id}`;

const sameTime = ({ created }: ListedKey, { rotated }: ReportedKey) =>
  created !== undefined && created.slice(0, 19) === rotated?.slice(0, 19);
