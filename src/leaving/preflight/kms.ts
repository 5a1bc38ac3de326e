import type { LiveAccount } from "../../aws/account";
import { mapLimited } from "../../aws/concurrency";
import { type CouldNotLook, look } from "../../aws/outcome";
import { listAll } from "../../aws/paging";
import { requirePolicy } from "../../aws/read-policy";
import type { Key } from "../../policy/key-loss";
import { defined } from "../../text/defined";

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
