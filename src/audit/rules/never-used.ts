import { lastSeen, type ReportRow } from "../../aws/credential-report";
import { day } from "../../text/iso-date";
import { days, daysSince } from "../ages";
import { type AuditRule, isBreakGlass, unsuspended } from "../finding";
import { createdOf } from "../inventory";
import { untold } from "../untold";

export const neverUsed: AuditRule = {
  id: "never-used",
  severity: "high",
  summary: "Has a password or an access key that was never used.",
  why: "A credential that was handed out and never used is lost, forgotten, or was never needed.",
  fix: "Suspend the user, wait for the soak, then delete the entry.",
  check: (context) =>
    unsuspended(context).flatMap((person) => {
      const { report } = person;
      const created = createdOf(person);
      if (report === undefined || created === undefined || lastSeen(report) !== undefined) return [];
      if (report.password === undefined && report.accessKeys.length === 0) return [];
      const given = newest(report, created);
      const age = daysSince(given, context.today);
      if (age < context.limits.neverUsedDays || isBreakGlass(person, context)) return [];
      const made = day(given) === day(created) ? "it was made" : "its newest credential was made";
      const message = `never used since ${made} on ${day(given)}, ${days(age)} ago${untold(person)}`;
      return [{ user: person.name, message, suspendFor: `Never used since ${day(created)}` }];
    }),
};

/** Somebody who got a new key last week had a week to use it, however old the user is. */
function newest({ password, accessKeys }: ReportRow, created: string): string {
  const keys = accessKeys.filter(({ active }) => active).map(({ rotated }) => rotated);
  return [password?.lastChanged, ...keys].reduce<string>((latest, at) => (at && at > latest ? at : latest), created);
}
