import { day } from "../../text/iso-date";
import { days, daysSince } from "../ages";
import { type AuditRule, unsuspended } from "../finding";
import { nameOfKey } from "../key-names";
import { successor } from "../key-slots";

export const oldKey: AuditRule = {
  id: "old-key",
  severity: "medium",
  summary: "An active access key is older than allowed.",
  why: "The older a key, the more places hold a copy of it.",
  fix: "Rotate it: add the other slot under accessKeys, hand it over, set the old one Inactive, then remove it.",
  check: (context) =>
    unsuspended(context).flatMap((person) =>
      (person.report?.accessKeys ?? []).flatMap((key) => {
        const { active, rotated } = key;
        const age = rotated === undefined ? 0 : daysSince(rotated, context.today);
        if (!active || rotated === undefined || age <= context.limits.maxKeyAgeDays) return [];
        const message = `${nameOfKey(key, person)} is ${days(age)} old (created on ${day(rotated)})`;
        const mend = successor(key, person, context.entryOf(person.name));
        return [{ user: person.name, message, mend, namesKeys: true }];
      }),
    ),
};
