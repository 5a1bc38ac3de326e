import { day, days, daysSince } from "../ages";
import { type AuditRule, unsuspended } from "../finding";

export const oldKey: AuditRule = {
  id: "old-key",
  severity: "medium",
  summary: "An active access key is older than it may be.",
  todo: "Rotate it: add the other slot under accessKeys, hand it over, set the old one Inactive, then remove it.",
  check: (context) =>
    unsuspended(context).flatMap(({ name, report }) =>
      (report?.accessKeys ?? []).flatMap(({ slot, active, rotated }) => {
        const age = rotated === undefined ? 0 : daysSince(rotated, context.today);
        if (!active || rotated === undefined || age <= context.limits.maxKeyAgeDays) return [];
        return [{ user: name, message: `access key ${slot} is ${days(age)} old (made on ${day(rotated)})` }];
      }),
    ),
};
