import type { AccessKey, User } from "../roster/roster";
import { by } from "../text/by";

export interface DueKey {
  readonly user: User;
  readonly slot: AccessKey;
  /** ISO date. */
  readonly rotateBy: string;
}

/** Active access keys that are to be rotated until a day, first due first. */
export function dueKeys(users: readonly User[], until: string): DueKey[] {
  return users
    .filter(({ suspended }) => suspended === undefined)
    .flatMap((user) => user.accessKeys.map((slot) => ({ user, slot, rotateBy: slot.rotateBy })))
    .flatMap(({ rotateBy, ...key }) =>
      rotateBy === undefined || key.slot.status === "Inactive" || rotateBy > until ? [] : [{ ...key, rotateBy }],
    )
    .sort(by(({ rotateBy }) => rotateBy));
}
