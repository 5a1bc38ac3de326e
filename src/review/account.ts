import type { Side } from "../plan/side";
import type { Power } from "../policy/power";
import type { Principal } from "../policy/principal";
import type { AccountSides } from "./account-sides";

/** One account of a plan, before and after it. */
export interface Account {
  readonly sides: AccountSides;
  readonly power: Readonly<Record<Side, Power>>;
}

/** The roles that somebody may assume, by ARN. */
export function assumable(
  { sides, power }: Account,
  side: Side,
  who: Principal | undefined,
): ReadonlyMap<string, Principal> {
  const roles = who === undefined ? [] : [...sides[side].roles];
  return new Map(
    roles.filter(([, role]) => who !== undefined && power[side].permissions.canAssume(who, role) !== undefined),
  );
}
