import { lastSeen } from "../../aws/credential-report";
import { day } from "../../text/iso-date";
import { days, daysSince } from "../ages";
import { type AuditRule, isBreakGlass, unsuspended } from "../finding";
import { untold } from "../untold";

export const dormant: AuditRule = {
  id: "dormant",
  severity: "high",
  summary: "Was used, but not for a long time.",
  why: "Nobody would notice if somebody else used it.",
  fix: "Suspend the user, wait for the soak, then delete the entry.",
  check: (context) =>
    unsuspended(context).flatMap((person) => {
      const seen = person.report === undefined ? undefined : lastSeen(person.report);
      if (seen === undefined || isBreakGlass(person, context)) return [];
      const age = daysSince(seen, context.today);
      if (age < context.limits.dormantDays) return [];
      const message = `last seen on ${day(seen)}, ${days(age)} ago${untold(person)}`;
      return [{ user: person.name, message, suspendFor: `No sign of use since ${day(seen)}` }];
    }),
};
