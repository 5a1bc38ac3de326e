import type { User } from "../roster/roster";
import { at, type Guard, type GuardReport } from "./guard";

export const accessKeyRotation: Guard = {
  id: "access-key-rotation",
  severity: "warning",
  summary: "The active access key of a service has a rotateBy date, and a date that has passed is reported.",
  why: "A key without an end date is easily forgotten, and longLivedKeys accepts it without a warning.",
  fix: "Add rotateBy with the date by which the other slot replaces this key.",
  check: ({ roster, today }) =>
    roster.users.filter(({ suspended }) => suspended === undefined).flatMap((user) => unrotated(user, today)),
};

function unrotated(user: User, today: string): GuardReport[] {
  const { key: name, type, accessKeys, flags, origin } = user;
  return accessKeys
    .filter(({ status }) => status === "Active")
    .flatMap(({ key, rotateBy }) => {
      if (rotateBy === undefined && type !== "human") {
        return [{ message: `access key ${key} of ${name} has no rotateBy`, ...at(origin, "accessKeys", key) }];
      }
      // Without the flag it is an error already: long-lived-keys-justified.
      if (rotateBy === undefined || rotateBy >= today || flags.longLivedKeys === undefined) return [];
      const accepted = `longLivedKeys accepts it until ${flags.longLivedKeys.expires}`;
      const message = `access key ${key} of ${name} should have been rotated by ${rotateBy}; ${accepted}`;
      const fix = "Rotate it: add the other slot, then set this one Inactive. Or write a new date.";
      return [{ message, fix, ...at(origin, "accessKeys", key, "rotateBy") }];
    });
}
