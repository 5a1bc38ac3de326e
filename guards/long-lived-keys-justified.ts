import { daysBetween } from "../text/iso-date";
import { flagGuard, writeFlag } from "./guard";

export const longLivedKeysJustified = flagGuard({
  id: "long-lived-keys-justified",
  flag: "longLivedKeys",
  summary: "A human's active access key, or one that is to live longer than maxKeyAgeDays, needs longLivedKeys.",
  why: "Keys leak by lying around: humans can sign in for an hour instead, and programs can change theirs.",
  fix: `Remove the key, bring rotateBy closer, or add ${writeFlag("longLivedKeys")}`,
  needs: (user, { guards }, today) =>
    user.suspended !== undefined
      ? []
      : user.accessKeys.flatMap(({ key, status, rotateBy }) => {
          const path = ["accessKeys", key];
          if (status !== "Active") return [];
          if (rotateBy !== undefined && rotateBy < today) {
            const message = `access key ${key} of ${user.key} should have been rotated by ${rotateBy}`;
            return [{ message, path: [...path, "rotateBy"] }];
          }
          if (rotateBy !== undefined && daysBetween(today, rotateBy) > guards.maxKeyAgeDays) {
            const message = `access key ${key} of ${user.key} is to live longer than ${guards.maxKeyAgeDays} days`;
            return [{ message, path: [...path, "rotateBy"] }];
          }
          return user.type === "human" ? [{ message: `${user.key} is a human with an access key, ${key}`, path }] : [];
        }),
});
