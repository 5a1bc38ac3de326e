import { type Condition, coversAction, type Identity, isAbout, isPrincipal, type Statement } from "../policy-document";

/** Who counts as somebody else, by the name that a policy has for it. */
export type IsOther = (principal: string) => boolean;

/** The account, whose IAM policies then decide, or the world. */
export function isEverybody(principal: string): boolean {
  return principal === "*" || isRoot(principal);
}

/** The account as a principal: to allow, all of it; to be exempt from a Deny, its root user alone. */
export function isRoot(principal: string): boolean {
  return /^\d{12}$|:root$/.test(principal);
}

/** Somebody who is there after the plan. A bare unique id is what AWS makes of a principal that was deleted; a service acts for somebody. */
export function isLasting(principal: string, leaving: readonly Identity[]): boolean {
  if (/^A(IDA|ROA)[A-Z0-9]+$|^Service:/.test(principal)) return false;
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
  const { effect, principals, notPrincipals, conditions } = statement;
  if (effect !== "Deny" || leaving.length === 0 || !coversAction(statement, action)) return false;
  if (!conditions.every((condition) => exemptsOnly(condition, leaving, isOther))) return false;
  if (notPrincipals.length > 0) {
    const exemptsLeaver = notPrincipals.some((one) => leaving.some((who) => isPrincipal(one, who)));
    return exemptsLeaver && !notPrincipals.some(isOther);
  }
  return conditions.length > 0 && principals.some(isEverybody);
}

function exemptsOnly(condition: Condition, leaving: readonly Identity[], isOther: IsOther): boolean {
  const { operator, key, values } = condition;
  if (!isNegated(operator) || !/^aws:(principalarn|userid|username)$/i.test(key)) return false;
  const isLeaver = (value: string) => leaving.some((who) => isAbout({ operator, key, values: [value] }, who));
  return values.some(isLeaver) && values.every((value) => isLeaver(value) || (isRoot(value) && !isOther(value)));
}

function isNegated(operator: string): boolean {
  return /Not(Equals|Like)/.test(operator);
}
