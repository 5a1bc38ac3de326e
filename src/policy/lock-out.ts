import type { Condition, Statement } from "./document";
import { type Identity, isAbout, isPrincipal } from "./naming";
import { isNegated } from "./operators";
import { isAccount, isAnybody, isDeleted, type Principal } from "./principals";
import { coversAction } from "./statements";

/** Who counts as somebody else, by the name that a policy has for it. */
export type IsOther = (principal: Principal) => boolean;

/** The account, whose IAM policies then decide, or the world. */
export function isEverybody(principal: Principal): boolean {
  return isAnybody(principal) || isAccount(principal);
}

/** Somebody who is there after the plan. A bare unique id is what AWS makes of a principal that was deleted; a service acts for somebody. */
export function isLasting(principal: Principal, leaving: readonly Identity[]): boolean {
  if (isDeleted(principal) || principal.kind === "Service") return false;
  return !leaving.some((who) => isPrincipal(principal, who));
}

/** A condition that nobody but these can meet. */
export function isOnlyFor({ operator, key, values }: Condition, these: readonly Identity[]): boolean {
  if (isNegated(operator) || values.length === 0) return false;
  return values.every((value) => these.some((who) => isAbout({ operator, key, values: [value] }, who)));
}

/**
 * A Deny to everybody that exempts leavers alone, by `NotPrincipal` or `ArnNotEquals aws:PrincipalArn`: it leaves
 * nobody when they are gone. All its conditions must be of that kind: any other may not hold, and then it denies nothing.
 */
export function deniesOthers(
  statement: Statement,
  action: string,
  leaving: readonly Identity[],
  isOther: IsOther,
): boolean {
  const { effect, principals = [], notPrincipals, conditions } = statement;
  if (effect !== "Deny" || leaving.length === 0 || !coversAction(statement, action)) return false;
  if (!conditions.every((condition) => exemptsOnly(condition, leaving, isOther))) return false;
  if (notPrincipals !== undefined) {
    const exemptsLeaver = notPrincipals.some((one) => leaving.some((who) => isPrincipal(one, who)));
    return exemptsLeaver && !notPrincipals.some(isOther);
  }
  return conditions.length > 0 && principals.some(isEverybody);
}

function exemptsOnly(condition: Condition, leaving: readonly Identity[], isOther: IsOther): boolean {
  const { operator, key, values } = condition;
  if (!isNegated(operator) || !/^aws:(principalarn|userid|username)$/i.test(key)) return false;
  const isRoot = (value: string) => isAccount({ kind: "AWS", id: value }) && !isOther({ kind: "AWS", id: value });
  const isLeaver = (value: string) => leaving.some((who) => isAbout({ operator, key, values: [value] }, who));
  return values.some(isLeaver) && values.every((value) => isLeaver(value) || isRoot(value));
}
