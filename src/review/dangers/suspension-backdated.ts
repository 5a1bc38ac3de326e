import { count } from "../../text/count";
import { daysBetween } from "../../text/iso-date";
import type { Concern, Context, DangerRule } from "../danger";
import type { Person } from "../model/person";

/** A change is merged days after it was written, over a weekend too. */
const daysOfMerging = 7;

export const suspensionBackdated: DangerRule = {
  id: "suspension-backdated",
  severity: "error",
  summary: "A suspension is written with a date long before the change, or its date is moved back.",
  why: "Days on which the user was not suspended would count as its soak: it could be removed at once.",
  fix: "Write the day of this change as since; the day on which a contract ended belongs in reason.",
  opener: "roster",
  check: (context) => {
    if (context.settings.soakDays <= 0) return [];
    return context.people.flatMap((person) => concernOf(person, context));
  },
};

function concernOf(person: Person, { today, settings, rosters }: Context): Concern[] {
  const { before, after } = person.suspended ?? {};
  // Whoever is new has nothing that could depend on it.
  if (after?.since === undefined || person.change === "joins") return [];
  const place = rosters.placeBelowUser(person.key, "suspended", "since");
  if (before === undefined) {
    const days = daysBetween(after.since, today);
    if (days <= daysOfMerging && days < settings.soakDays) return [];
    const message = `${person.name} is suspended by this plan, and since says ${after.since}: ${count(days, "day")} before it`;
    return [{ message, person, place }];
  }
  if (before.since === undefined || before.since <= after.since) return [];
  return [
    { message: `the suspension of ${person.name} is moved back from ${before.since} to ${after.since}`, person, place },
  ];
}
