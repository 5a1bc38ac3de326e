import type { Policy } from "./document";
import { deniesOthers, isEverybody, isLasting, isOnlyFor } from "./lock-out";
import { type Identity, isAbout, isPrincipal, waysNamed } from "./naming";
import type { Principal } from "./principals";
import { coversAction } from "./statements";

/** A grant, as far as it matters who may use the key. */
export interface Grant {
  readonly id: string;
  readonly grantee: string;
  /** Who may end the grant. @default - whoever the key policy lets */
  readonly retiring?: string;
  readonly operations: readonly string[];
}

/** A customer managed key with all who are named on it. */
export interface Key {
  readonly arn: string;
  /** `alias/payroll`. @default - none */
  readonly alias?: string;
  /** @default - it could not be read */
  readonly policy?: Policy;
  readonly grants: readonly Grant[];
}

/** What a key loses with some users. */
export interface KeyLoss {
  /** How the key names this user: `as principal`, `in a condition on aws:userid`, `in the grant 1a2b`. */
  readonly named: readonly string[];
  /** Nobody else may change the key's policy: only AWS Support could. */
  readonly administrator: boolean;
  /** Nobody else may decrypt with it. */
  readonly user: boolean;
}

/** @param leaving all users that leave together: two who share a key are its only two */
export function lossOf(key: Key, who: Identity, leaving: readonly Identity[]): KeyLoss | undefined {
  const named = [
    ...(key.policy === undefined ? [] : waysNamed(key.policy, who)),
    ...key.grants
      .filter(({ grantee, retiring = "" }) => [grantee, retiring].some((id) => isPrincipal(principalOf(id), who)))
      .map(({ id }) => `in the grant ${id}`),
  ];
  if (named.length === 0) return undefined;
  const had = (action: string) => allows(key, action, (each) => isPrincipal(each, who) || isEverybody(each), [who]);
  const stays = (action: string) => allows(key, action, (each) => isLasting(each, leaving), undefined, leaving);
  return {
    named,
    administrator: had("kms:PutKeyPolicy") && !stays("kms:PutKeyPolicy"),
    user: had("kms:Decrypt") && !stays("kms:Decrypt"),
  };
}

/**
 * @param only statements with conditions count where these are about one of them
 * @param without what is allowed or exempt for these alone does not count
 */
function allows(
  key: Key,
  action: string,
  counts: (principal: Principal) => boolean,
  only: readonly Identity[] | undefined,
  without: readonly Identity[] = [],
): boolean {
  const granted = key.grants.some(
    ({ grantee, operations }) => counts(principalOf(grantee)) && operations.some((name) => `kms:${name}` === action),
  );
  const statements = key.policy?.statements ?? [];
  const open = statements.some((statement) => {
    if (statement.effect !== "Allow" || !coversAction(statement, action)) return false;
    if (statement.conditions.some((condition) => isOnlyFor(condition, without))) return false;
    if (only !== undefined && statement.conditions.some((condition) => only.some((who) => isAbout(condition, who))))
      return true;
    return (statement.principals ?? []).some(counts);
  });
  const denied = statements.some((statement) =>
    deniesOthers(statement, action, without, (principal) => isLasting(principal, without)),
  );
  return (granted || open) && !denied;
}

/** Whom a grant names. */
const principalOf = (id: string): Principal => ({ kind: "AWS", id });
