import { lastSeen } from "../../aws/credential-report";
import { day } from "../../text/iso-date";
import { days, daysSince } from "../ages";
import { type AuditRule, unsuspended } from "../finding";
import { nameOfKey } from "../key-names";
import { inactive } from "../key-slots";

export const unusedKey: AuditRule = {
  id: "unused-key",
  severity: "medium",
  summary: "An active access key is not used, while the user itself is active.",
  why: "A key that nobody uses is useful only to an attacker.",
  fix: "Set the key's slot Inactive (accessKeys: { SLOT: { status: Inactive } }), and remove it after the soak.",
  check: (context) =>
    unsuspended(context).flatMap((person) => {
      const { report } = person;
      const seen = report === undefined ? undefined : lastSeen(report);
      // Nobody at work: dormant and never-used say so of the whole user.
      if (seen === undefined || daysSince(seen, context.today) >= context.limits.dormantDays) return [];
      return (report?.accessKeys ?? []).flatMap((key) => {
        const { active, rotated, lastUsed } = key;
        const since = lastUsed ?? rotated;
        const age = since === undefined ? 0 : daysSince(since, context.today);
        if (!active || since === undefined || age < context.limits.dormantDays) return [];
        const what = lastUsed === undefined ? `never used since ${day(since)}` : `last used on ${day(since)}`;
        const message = `${nameOfKey(key, person)} is active and was ${what}, ${days(age)} ago`;
        const mend = inactive(key, person, context);
        return [{ user: person.name, message, mend, namesKeys: true }];
      });
    }),
};
