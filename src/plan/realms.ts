import { withoutIndexes } from "../terms/addresses";
import { accountOfArn, isAccountId } from "../terms/arns";
import { isObject, listIn, textIn } from "../text/values";
import type { Change } from "./change";
import { textOf } from "./values";

/**
 * In which account a resource is, as far as a plan tells: two providers of one plan may be of two accounts, in which the same
 * name is somebody else. Providers that differ by region alone are of one account: IAM has no regions.
 * @returns an account id, else the name of a provider; empty where all is in one account
 */
export type Realms = (change: Pick<Change, "module" | "resourceType" | "name">) => string;

type Of = Parameters<Realms>[0];

export function realmsIn(configuration: unknown, changes: readonly Change[]): Realms {
  const providers = providersIn(configuration);
  const blocks = blocksIn(isObject(configuration) ? configuration.root_module : undefined, providers);
  const accounts = new Map<string, string>();
  const byModule = new Map<string, string>();
  for (const [identity, { account }] of new Map(providers.map((each) => [each.identity, each] as const)))
    if (account !== undefined) accounts.set(identity, account);
  const arns = new Map<Of, string>();
  for (const change of changes) {
    const account = accountOfArn(textOf(change.before, "arn") ?? textOf(change.after, "arn") ?? "");
    if (!isAccountId(account)) continue;
    arns.set(change, account);
    byModule.set(change.module, account);
    const provider = blocks.get(blockOf(change));
    if (provider !== undefined && !accounts.has(provider.identity)) accounts.set(provider.identity, account);
  }
  const keys = new Map([...providers].reverse().map(({ identity, key }) => [identity, key]));
  const realmOf = ({ identity, key }: Provider) => accounts.get(identity) ?? keys.get(identity) ?? key;
  const [first] = providers;
  const all = new Set([...arns.values(), ...[...blocks.values()].map(realmOf)]);
  if (all.size < 2) return () => "";
  for (const [block, provider] of blocks) {
    const module = block.slice(0, block.lastIndexOf("|"));
    if (!byModule.has(module)) byModule.set(module, realmOf(provider));
  }
  return (change) => {
    const account = arns.get(change);
    if (account !== undefined) return account;
    const provider = blocks.get(blockOf(change));
    if (provider !== undefined) return realmOf(provider);
    // Its block is gone: what else is in its module tells, or what its module is in.
    return byModule.get(change.module) ?? byModule.get(withoutIndexes(change.module)) ?? (first ? realmOf(first) : "");
  };
}

interface Provider {
  /** `aws.prod` */
  readonly key: string;
  /** As whom it asks AWS: the same for providers that differ by region alone. Compared, and never told. */
  readonly identity: string;
  readonly account: string | undefined;
}

const asWhom = [
  ...["allowed_account_ids", "assume_role", "assume_role_with_web_identity", "profile", "access_key"],
  ...["shared_config_files", "shared_credentials_files"],
];

function providersIn(configuration: unknown): Provider[] {
  const all = isObject(configuration) && isObject(configuration.provider_config) ? configuration.provider_config : {};
  return Object.entries(all).flatMap(([key, provider]) => {
    if (!isObject(provider) || provider.name !== "aws") return [];
    const expressions = isObject(provider.expressions) ? provider.expressions : {};
    const [role] = listIn(expressions.assume_role);
    const allowed = listIn(constant(expressions.allowed_account_ids)).map(String);
    const roleArn = isObject(role) ? (textIn(constant(role.role_arn)) ?? "") : "";
    const account = [allowed.length === 1 ? (allowed[0] ?? "") : "", accountOfArn(roleArn)].find(isAccountId);
    return [{ key, identity: JSON.stringify(asWhom.map((name) => expressions[name] ?? null)), account }];
  });
}

function constant(expression: unknown): unknown {
  return isObject(expression) ? expression.constant_value : undefined;
}

/** The provider of each block, by module and address. */
function blocksIn(root: unknown, providers: readonly Provider[]): ReadonlyMap<string, Provider> {
  const byKey = new Map(providers.map((provider) => [provider.key, provider]));
  const blocks = new Map<string, Provider>();
  const modules = [{ module: root, path: "" }];
  for (const { module, path } of modules) {
    if (!isObject(module)) continue;
    for (const resource of listIn(module.resources)) {
      if (!isObject(resource)) continue;
      const provider = byKey.get(textIn(resource.provider_config_key) ?? "");
      if (provider !== undefined) blocks.set(`${path}|${textIn(resource.address) ?? ""}`, provider);
    }
    for (const [name, call] of Object.entries(isObject(module.module_calls) ? module.module_calls : {}))
      if (isObject(call)) modules.push({ module: call.module, path: `${path === "" ? "" : `${path}.`}module.${name}` });
  }
  return blocks;
}

function blockOf({ module, resourceType, name }: Of): string {
  return `${withoutIndexes(module)}|${resourceType}.${name}`;
}
