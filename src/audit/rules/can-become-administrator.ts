import type { Escalation } from "../../policy/power";
import type { User } from "../../roster/roster";
import { flawsOf } from "../../rules/soundness";
import { readAcceptance, tagOfFlag } from "../../terms/tags";
import { type AuditContext, type AuditRule, unsuspended } from "../finding";
import type { Person } from "../inventory";

export const canBecomeAdministrator: AuditRule = {
  id: "can-become-administrator",
  severity: "high",
  summary: "Can become administrator, and nobody has accepted that.",
  why: "By full access in any spelling, or by a known path to it. Such a user can undo everything that protects the account.",
  fix: "Take away the statement that opens it, or add administratorAccess with its justification to the user's entry.",
  check: (context) =>
    unsuspended(context).flatMap((person) => {
      const [first, ...others] = person.ways ?? [];
      if (first === undefined || isAccepted(person, context)) return [];
      const more = others.length === 0 ? "" : `; and in ${others.length} more ${others.length === 1 ? "way" : "ways"}`;
      return [{ user: person.name, message: `${words(first)}${more}` }];
    }),
};

function words({ id, name, held, over, statement }: Escalation): string {
  const where = [
    ...(over === undefined ? [] : [`over ${over}`]),
    ...(held === undefined ? [] : [held.through]),
    ...(statement === undefined ? [] : [`statement ${statement.sid ?? statement.place + 1}`]),
  ];
  const through = where.length === 0 ? "" : ` (${where.join(", ")})`;
  return id === "full-access" ? `may do anything${through}` : `can become administrator by ${name}${through}`;
}

/** As the review judges it: by the entry of the roster; without an entry, by the tag that a roster has left. */
function isAccepted(person: Person, { entryOf, today }: AuditContext): boolean {
  const entry = entryOf(person.name);
  if (entry !== undefined) return isSound(entry, today);
  const tag = readAcceptance(person.details?.tags[tagOfFlag("administratorAccess")] ?? "");
  return tag !== undefined && tag.expires >= today;
}

function isSound({ key, name, owner, flags: { administratorAccess: accepted } }: User, today: string): boolean {
  if (accepted === undefined || accepted.expires < today) return false;
  const concerned = [{ as: "the owner", name: owner }, ...[key, name].map((each) => ({ as: "the user", name: each }))];
  return flawsOf(accepted, concerned, today).length === 0;
}
