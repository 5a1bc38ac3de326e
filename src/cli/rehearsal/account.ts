import type { PartialRoster, PolicyReference } from "../../roster/index";
import { uniqueId } from "../../sandbox/ids";
import {
  addAccount,
  addAdministratorRole,
  DEFAULT_ACCOUNT_ID,
  emptyState,
  type SandboxState,
} from "../../sandbox/index";
import { awsPolicy, isListed } from "../../sandbox/managed-policies";
import { type Account, nameKey, type Policy, type Table, table } from "../../sandbox/state";
import { partitionOfRegion } from "../../terms/partitions";

/** The account that a roster is for: its own, that of the role it assumes, or the sandbox's. */
export function accountIdOf({ account: { id, assumeRole } }: PartialRoster): string {
  return id ?? /^arn:[^:]*:iam::(\d{12}):/.exec(assumeRole?.roleArn ?? "")?.[1] ?? DEFAULT_ACCOUNT_ID;
}

/**
 * An account that holds what a roster refers to and does not make: existing groups, policies, the role to assume.
 * The role's trust policy requires the roster's own ExternalId, as the account's would.
 *
 * @param state what the accounts hold before; it is added to
 */
export function accountFor(roster: PartialRoster, state: SandboxState = emptyState(accountIdOf(roster))): SandboxState {
  const accountId = accountIdOf(roster);
  const arns = policyReferences(roster).flatMap((reference) => (reference.kind === "arn" ? [reference.arn] : []));
  const partition = partitionOfRegion(roster.account.region);
  state.accounts[accountId] = { ...addAccount(state, accountId), partition, newerAwsPolicies: newerAwsPolicies(arns) };
  const account = addAccount(state, accountId);
  for (const { name, path, existing } of roster.groups) if (existing) addGroup(account, name, path);
  for (const arn of arns) addPolicy(account, arn);
  const { assumeRole } = roster.account;
  if (assumeRole !== undefined) addAdministratorRole(state, { ...assumeRole, trustedAccountId: accountId });
  return state;
}

/** AWS adds policies every week; one that the sandbox's list lacks is taken at its word. */
function newerAwsPolicies(arns: readonly string[]): Table<Policy> {
  const made = table<Policy>();
  for (const arn of arns) {
    const [, path, name] = /^arn:aws[a-z-]*:iam::aws:policy(\/|\/.+\/)([^/]+)$/.exec(arn) ?? [];
    if (path === undefined || name === undefined || isListed(arn)) continue;
    made[arn] = awsPolicy(name, path);
  }
  return made;
}

const longAgo = "2020-01-01T00:00:00Z";

function policyReferences(roster: PartialRoster): PolicyReference[] {
  return [
    ...roster.groups.flatMap(({ policies }) => policies),
    ...roster.users.flatMap(({ managedPolicies }) => managedPolicies),
    ...roster.users.flatMap(({ permissionsBoundary }) => permissionsBoundary ?? []),
  ];
}

function addGroup(account: Account, groupName: string, path: string): void {
  account.groups[nameKey(groupName)] ??= {
    groupName,
    groupId: uniqueId("AGPA"),
    path,
    createDate: longAgo,
    attachedPolicies: [],
    inlinePolicies: table(),
  };
}

/** A policy of the account that another stack made. What it says does not matter here; that it is there does. */
function addPolicy(account: Account, arn: string): void {
  const [, path, policyName] =
    new RegExp(`^arn:aws[a-z-]*:iam::${account.accountId}:policy(/|/.+/)([^/]+)$`).exec(arn) ?? [];
  if (path === undefined || policyName === undefined) return;
  account.policies[nameKey(policyName)] ??= {
    policyName,
    policyId: uniqueId("ANPA"),
    path,
    createDate: longAgo,
    updateDate: longAgo,
    tags: [],
    defaultVersionId: "v1",
    nextVersion: 2,
    versions: [{ versionId: "v1", document: '{"Version":"2012-10-17","Statement":[]}', createDate: longAgo }],
  };
}
