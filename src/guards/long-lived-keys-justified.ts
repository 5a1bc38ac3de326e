import type { AccessKey, User } from "../roster/roster";
import { writeFlag } from "../terms/flags";
import { addDays } from "../text/iso-date";
import { flagGuard, type Need } from "./guard";

const orFlag = `add ${writeFlag("longLivedKeys")}`;

export const longLivedKeysJustified = flagGuard({
  flag: "longLivedKeys",
  summary:
    "A human's active access key, or one without a rotateBy that lies ahead and within maxKeyAgeDays, needs longLivedKeys.",
  why: "The longer a key exists, the likelier it leaks: humans can sign in for an hour instead, and programs can rotate their keys.",
  fix: `Remove the key, bring rotateBy closer, or ${orFlag}`,
  needs: ({ roster, today }) => {
    const { maxKeyAgeDays } = roster.guards;
    const latest = addDays(today, maxKeyAgeDays);
    return (user) =>
      user.suspended !== undefined
        ? []
        : user.accessKeys
            .filter(({ status }) => status === "Active")
            .flatMap((accessKey) => need(user, accessKey, { today, latest, maxKeyAgeDays }));
  },
});

interface Limits {
  readonly today: string;
  readonly latest: string;
  readonly maxKeyAgeDays: number;
}

function need({ key: user, type }: User, { key, rotateBy }: AccessKey, limits: Limits): Need[] {
  const path = ["accessKeys", key];
  if (rotateBy !== undefined && rotateBy < limits.today) {
    const message = `access key ${key} of ${user} should have been rotated by ${rotateBy}`;
    const fix = `Rotate it: add the other slot, then set this one Inactive. Or write a new date, or ${orFlag}`;
    return [{ message, path: [...path, "rotateBy"], fix }];
  }
  if (rotateBy !== undefined && rotateBy > limits.latest) {
    const message = `access key ${key} of ${user} is to stay active until ${rotateBy}, longer than ${limits.maxKeyAgeDays} days`;
    return [{ message, path: [...path, "rotateBy"], fix: `Choose a date up to ${limits.latest}, or ${orFlag}` }];
  }
  if (type === "human")
    return [{ message: `${user} is a human with an access key, ${key}`, path, fix: `Remove the key, or ${orFlag}` }];
  // No date is no better than one that has passed.
  if (rotateBy !== undefined) return [];
  const message = `access key ${key} of ${user} has no rotateBy, the date by which another key replaces it`;
  return [{ message, path, fix: `Write rotateBy: a date up to ${limits.latest}, or ${orFlag}` }];
}
