import type { HeldLeaver } from "../../adopt/forgotten-leaver";
import type { HeldGroup, HeldPolicy, HeldUser } from "../../adopt/held-user";
import type { InState } from "../../adopt/in-state";
import { arnOf, isCustomerManaged, ownPolicy } from "../../adopt/policies";
import { readHeld, readPolicies, readUnassignedDevices, readUsers } from "../../adopt/read-account";
import { type Excluded, type Left, titleOf } from "../../adopt/thing";
import { userThing } from "../../adopt/user";
import type { LiveAccount } from "../../aws/account";
import type { UserDetail } from "../../aws/authorization-details";
import type { User } from "../../roster/index";
import { addressOf } from "../../terms/addresses";
import { iamArn, partitionOfRegion } from "../../terms/partitions";
import { defined } from "../../text/defined";
import { UsageError } from "../command";
import { Entries, has, lower } from "./entries";
import { readLeavers, type StillThere, stillThere, unidentified } from "./leavers";
import type { AdoptionContext, AdoptionRequest } from "./request";
import { taggedStrangers } from "./tagged";
import { emptyGroups, unusedDevices } from "./unused";

/** What was read of the account: no decision in it needs another look. */
export interface Found {
  readonly users: readonly HeldUser[];
  /** What no entry can say, whatever is decided. */
  readonly outside: readonly Left[];
  /** Groups and policies that other rosters of the project manage. */
  readonly elsewhere: Excluded;
  readonly groups: readonly HeldGroup[];
  readonly policies: readonly HeldPolicy[];
  /** ARNs of customer managed policies in use that the roster does not make. */
  readonly policiesInUse: readonly string[];
  /** IAM names of all users of the account. */
  readonly everybody: readonly string[];
  /** Who was to leave with an apply that was cut off, and is still there without an entry; read when it is to be mended. */
  readonly leavers: readonly HeldLeaver[];
  /** Names of the same, whether or not they are to be mended. */
  readonly leaving: readonly string[];
  /** Names of some who may be the same. */
  readonly unidentified: readonly string[];
}

/** @throws UsageError, AccessDenied, CallFailed */
export async function readAccount(
  account: LiveAccount,
  request: AdoptionRequest,
  context: AdoptionContext,
): Promise<Found> {
  const { roster, state, elsewhere, onUser = () => {} } = context;
  const reasonOf = (name: string) => (adoptable(name) ? elsewhere?.users.get(lower(name)) : reason);
  const entries = new Entries(roster, state);
  const { users, groups } = await readUsers(account);
  const { names, mend, leaving = { leavers: [], devices: [] } } = request;
  const there = stillThere(leaving, users, entries);
  const chosen = choose(users, request, { entries, state, there });
  const asked = there.filter(({ detail }) => isNamed(names, detail.UserName));
  const readable = chosen.filter(({ UserName = "" }) => reasonOf(UserName) === undefined);
  const held = await readHeld(account, readable, (done) => onUser(done, readable.length));
  const fresh = request.mend === undefined ? held.filter(({ name }) => !entries.manages(name)) : [];
  // Groups and policies of the roster that the state lacks may be in the account too: an apply was cut short.
  const wanted = new Set([
    ...fresh.flatMap((user) => user.groups.map(lower)),
    ...roster.groups.flatMap(({ key, name, existing }) =>
      existing || has(state, "aws_iam_group", key) ? [] : [lower(name)],
    ),
  ]);
  const concerned = groups.filter(({ name }) => wanted.has(lower(name)));
  const policiesInUse = customerManaged(fresh, request.takeGroups ? concerned : [], context);
  const unassigned = await readUnassignedDevices(account);
  const complete = withUnassignedDevices(unassigned, held, entries, context);
  const own = roster.policies.filter(({ key }) => !has(state, "aws_iam_policy", key));
  const policies = await readPolicies(account, [
    ...own.map((policy) => arnOf(policy, context)),
    ...(request.takePolicies === true ? policiesInUse : []),
  ]);
  const left = (kind: string, name: string, why: string | undefined) =>
    why === undefined ? [] : [[titleOf({ kind, name }), why] as const];
  return {
    users: complete,
    outside: [
      ...chosen.flatMap(({ UserName = "" }) => {
        const why = reasonOf(UserName);
        return why === undefined ? [] : [{ ...userThing(UserName), reason: why }];
      }),
      ...taggedStrangers(users, request, { entries, there, state, ...defined({ elsewhere }) }),
      ...emptyGroups(groups, users, request, context),
      ...unusedDevices(unassigned, complete, request, context),
    ],
    groups: concerned,
    policies,
    elsewhere: new Map([
      ...concerned.flatMap(({ name }) => left("group", name, elsewhere?.groups.get(lower(name)))),
      ...policies
        .filter(({ arn }) => ownPolicy(arn, context) === undefined)
        .flatMap(({ arn, name }) => left("policy", arn, elsewhere?.policies.get(lower(name)))),
    ]),
    policiesInUse,
    everybody: users.flatMap(({ UserName }) => UserName ?? []),
    leavers: mend === undefined ? [] : await readLeavers(account, asked, leaving),
    leaving: there.map(({ detail }) => detail.UserName ?? ""),
    unidentified: unidentified(leaving, users, entries),
  };
}

const adoptable = (name: string) => /^[A-Za-z0-9_+=,.@-]{1,64}$/.test(name);
const reason = "a roster allows names of at most 64 letters, digits and _ + = , . @ -";

/** Without names everybody is meant. */
export function isNamed(names: readonly string[], name = ""): boolean {
  return names.length === 0 || names.some((one) => lower(one) === lower(name));
}

interface Known {
  readonly entries: Entries;
  readonly state: InState;
  readonly there: readonly StillThere[];
}

function choose(
  users: readonly UserDetail[],
  request: AdoptionRequest,
  { entries, state, there }: Known,
): UserDetail[] {
  const { names, unmanaged, mend } = request;
  const leaving = new Set(there.map(({ detail }) => detail));
  const byName = new Map(users.map((user) => [lower(user.UserName ?? ""), user]));
  for (const name of names) {
    if (!byName.has(lower(name))) throw new UsageError(`there is no user ${name} in the account`);
    const leaves = [...leaving].some(({ UserName = "" }) => lower(UserName) === lower(name));
    if (mend === undefined || !leaves) refuseUser(name, request, entries);
  }
  const unfinished = mend === undefined ? undefined : unfinishedUsers(mend, state);
  return users.filter((detail) => {
    const { UserName = "" } = detail;
    if (!isNamed(names, UserName)) return false;
    if (unfinished === undefined && names.length === 0 && leaving.has(detail)) return false;
    if (unfinished === undefined) return entries.manages(UserName) === unmanaged;
    const key = entries.of(UserName)?.key;
    return key !== undefined && unfinished.has(addressOf(key));
  });
}

function refuseUser(name: string, { unmanaged, mend }: AdoptionRequest, entries: Entries): void {
  if (mend !== undefined) {
    if (entries.of(name) === undefined) throw new UsageError(`${name} has no entry to repair: roster adopt ${name}`);
    return;
  }
  const managed = entries.manages(name);
  if (unmanaged && !managed) throw new UsageError(`${name} is not managed yet: roster adopt ${name}`);
  if (!unmanaged && managed) {
    throw new UsageError(`${name} is managed already; for what was created by hand: roster adopt --unmanaged ${name}`);
  }
}

/** Addresses of users of which the state lacks something. */
function unfinishedUsers(addresses: ReadonlySet<string>, state: InState): Set<string> {
  const open = [...addresses].filter((one) => !state.addresses.has(one));
  return new Set(open.map((one) => one.slice(one.indexOf(".") + 1).split("--")[0] ?? ""));
}

function customerManaged(
  users: readonly HeldUser[],
  groups: readonly HeldGroup[],
  context: AdoptionContext,
): readonly string[] {
  const arns = [
    ...users.flatMap(({ managedPolicies, permissionsBoundary }) => [...managedPolicies, permissionsBoundary ?? ""]),
    ...groups.flatMap(({ managedPolicies }) => managedPolicies),
  ];
  return [...new Set(arns)]
    .filter((arn) => isCustomerManaged(arn, context.accountId) && ownPolicy(arn, context) === undefined)
    .sort();
}

/** A device that Terraform made and nobody has enrolled yet belongs to the user whose entry names it. */
function withUnassignedDevices(
  unassigned: readonly string[],
  users: readonly HeldUser[],
  entries: Entries,
  context: AdoptionContext,
): readonly HeldUser[] {
  return users.map((user) => {
    const open = openDevices(entries.of(user.name), context);
    const own = open.length === 0 ? [] : unassigned.filter((serial) => open.includes(lower(serial)));
    return { ...user, mfaDevices: [...user.mfaDevices, ...own] };
  });
}

/** Serial numbers, in lower case, of the entry's devices that the state lacks. */
function openDevices(entry: User | undefined, { roster, state, accountId }: AdoptionContext): readonly string[] {
  if (entry === undefined) return [];
  const partition = partitionOfRegion(roster.account.region);
  return entry.mfaDevices
    .filter(({ key }) => !state.addresses.has(`aws_iam_virtual_mfa_device.${addressOf(entry.key, key)}`))
    .map(({ path, name }) => lower(iamArn(partition, accountId, `mfa${path}${name}`)));
}
