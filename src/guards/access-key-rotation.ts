import type { User } from "../roster/roster";
import { at, type Guard, type GuardReport } from "./guard";

export const accessKeyRotation: Guard = {
  id: "access-key-rotation",
  severity: "warning",
  summary:
    "An active access key that longLivedKeys accepts has a rotateBy date, and a date that has passed is reported.",
  why: "A key without an end date is easily forgotten, and longLivedKeys accepts it without a warning.",
  fix: "Add rotateBy with the date by which the other slot replaces this key.",
  check: ({ roster, today }) =>
    roster.users.filter(({ suspended }) => suspended === undefined).flatMap((user) => unrotated(user, today)),
};

function unrotated(user: User, today: string): GuardReport[] {
  const { key: name, accessKeys, flags, origin } = user;
  // Without the flag it is an error already: long-lived-keys-justified.
  if (flags.longLivedKeys === undefined) return [];
  const accepted = `longLivedKeys accepts it until ${flags.longLivedKeys.expires}`;
  return accessKeys
    .filter(({ status }) => status === "Active")
    .flatMap(({ key, rotateBy }) => {
      if (rotateBy === undefined) {
        const message = `access key ${key} of ${name} has no rotateBy; ${accepted}`;
        return [{ message, ...at(origin, "accessKeys", key) }];
      }
      if (rotateBy >= today) return [];
      const message = `access key ${key} of ${name} should have been rotated by ${rotateBy}; ${accepted}`;
      const fix = "Rotate it: add the other slot, then set this one Inactive. Or write a new date.";
      return [{ message, fix, ...at(origin, "accessKeys", key, "rotateBy") }];
    });
}
