import { day, days, daysSince } from "../ages";
import { lastSeen } from "../credential-report";
import { type AuditRule, isBreakGlass, unsuspended } from "../finding";
import { createdOf } from "../inventory";
import { untold } from "../untold";

export const neverUsed: AuditRule = {
  id: "never-used",
  severity: "high",
  summary: "Has a password or an access key that AWS never saw in use.",
  todo: "Suspend the user, wait for the soak, then delete the entry.",
  check: (context) =>
    unsuspended(context).flatMap((person) => {
      const { report } = person;
      const created = createdOf(person);
      if (report === undefined || created === undefined || lastSeen(report) !== undefined) return [];
      if (report.password === undefined && report.accessKeys.length === 0) return [];
      const age = daysSince(created, context.today);
      if (age < context.limits.neverUsedDays || isBreakGlass(person, context)) return [];
      const message = `never used since it was made on ${day(created)}, ${days(age)} ago${untold(person)}`;
      return [{ user: person.name, message, suspendFor: `Never used since ${day(created)}` }];
    }),
};
