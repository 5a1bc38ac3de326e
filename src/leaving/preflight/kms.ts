import type { LiveAccount } from "../../aws/account";
import { mapLimited } from "../../aws/concurrency";
import { type CouldNotLook, look } from "../../aws/outcome";
import { listAll } from "../../aws/paging";
import { requirePolicy } from "../../aws/read-policy";
import type { Policy } from "../../policy/document";
import { type Identity, isAbout, isPrincipal, waysNamed } from "../../policy/naming";
import type { Principal } from "../../policy/principals";
import { coversAction } from "../../policy/statements";
import { defined } from "../../text/defined";
import { deniesOthers, isEverybody, isLasting, isOnlyFor } from "./lock-out";

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

export interface Keys {
  readonly keys: readonly Key[];
  readonly blind: readonly CouldNotLook[];
}

/** Reads the customer managed keys of a region: two listings, and two calls a key. */
export async function readKeys(account: LiveAccount, region: string): Promise<Keys> {
  const listed = await look(`KMS keys in ${region}`, () => listAll(account, "kms:ListKeys", {}, "Keys", { region }));
  if (listed.kind !== "found") return { keys: [], blind: listed.kind === "could not check" ? [listed] : [] };
  const aliases = await look(`aliases of KMS keys in ${region}`, () =>
    listAll(account, "kms:ListAliases", {}, "Aliases", { region }),
  );
  const blind: CouldNotLook[] = aliases.kind === "could not check" ? [aliases] : [];
  const named = new Map<string, string>();
  for (const { AliasName, TargetKeyId } of aliases.kind === "found" ? aliases.value : []) {
    if (AliasName !== undefined && TargetKeyId !== undefined) named.set(TargetKeyId, AliasName);
  }
  // A key that AWS itself manages has an alias of this form; nobody can edit its policy.
  const own = listed.value.filter(({ KeyId }) => !named.get(KeyId ?? "")?.startsWith("alias/aws/"));
  const keys = await mapLimited(own, 16, async ({ KeyId = "", KeyArn = "" }): Promise<Key | undefined> => {
    const policy = await look(`the key policy of ${KeyArn}`, () =>
      account.call("kms:GetKeyPolicy", { KeyId }, { region }),
    );
    const grants = await look(`the grants of ${KeyArn}`, () =>
      listAll(account, "kms:ListGrants", { KeyId }, "Grants", { region }),
    );
    for (const seen of [policy, grants]) if (seen.kind === "could not check") blind.push(seen);
    const alias = named.get(KeyId);
    return {
      arn: KeyArn,
      ...defined({ alias }),
      ...(policy.kind === "found"
        ? { policy: requirePolicy(policy.value.Policy, "kms:GetKeyPolicy", `the key policy of ${KeyArn}`) }
        : {}),
      grants: (grants.kind === "found" ? grants.value : []).map(
        ({ GrantId, GranteePrincipal, RetiringPrincipal, Operations }) => ({
          id: GrantId ?? "",
          grantee: GranteePrincipal ?? "",
          ...defined({ retiring: RetiringPrincipal }),
          operations: Operations ?? [],
        }),
      ),
    };
  });
  return { keys: keys.flatMap((key) => key ?? []), blind };
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
