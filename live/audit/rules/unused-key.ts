import { day, days, daysSince } from "../ages";
import { lastSeen } from "../credential-report";
import { type AuditRule, unsuspended } from "../finding";

export const unusedKey: AuditRule = {
  id: "unused-key",
  severity: "medium",
  summary: "An active access key lies unused, while the user itself is at work.",
  todo: "Set the key's slot Inactive (accessKeys: { SLOT: { status: Inactive } }), and remove it after the soak.",
  check: (context) =>
    unsuspended(context).flatMap(({ name, report }) => {
      const seen = report === undefined ? undefined : lastSeen(report);
      // Nobody at work: dormant and never-used say so of the whole user.
      if (seen === undefined || daysSince(seen, context.today) >= context.limits.dormantDays) return [];
      return (report?.accessKeys ?? []).flatMap(({ slot, active, rotated, lastUsed }) => {
        const since = lastUsed ?? rotated;
        const age = since === undefined ? 0 : daysSince(since, context.today);
        if (!active || since === undefined || age < context.limits.dormantDays) return [];
        const what = lastUsed === undefined ? `never used since ${day(since)}` : `last used on ${day(since)}`;
        return [{ user: name, message: `access key ${slot} is active and was ${what}, ${days(age)} ago` }];
      });
    }),
};
