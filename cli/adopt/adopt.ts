import { address, policyKeys } from "../../constructs/addresses";
import type { ImportBlock } from "../../constructs/import-blocks";
import type { FlagGuard } from "../../guards/guard";
import { guards } from "../../guards/index";
import type { LiveAccount } from "../../live/account";
import type { Addressing, GroupAdoption, RosterDefaults, UserAdoption } from "../../live/adopt/adoption";
import { adoptGroups } from "../../live/adopt/groups";
import type { InState } from "../../live/adopt/in-state";
import { readHeld, readUsers } from "../../live/adopt/read-account";
import { Slots } from "../../live/adopt/slots";
import { adoptUser } from "../../live/adopt/user";
import type { FlagName, Roster } from "../../roster/index";
import { flagNames } from "../../roster/index";
import { isoDate } from "../../text/iso-date";
import { kebabCase } from "../../text/kebab-case";
import { UsageError } from "../command";
import type { NeededFlags } from "./edits";
import type { RosterFiles } from "./files";

export interface AdoptionRequest {
  /** IAM names. @default - all that the state does not manage */
  readonly names: readonly string[];
  /** Users that are managed already: what was made by hand for them. */
  readonly unmanaged: boolean;
  /** Whether groups that the roster does not know are taken over. */
  readonly takeGroups: boolean;
}

/** What is to be written, before it is proved. */
export interface AdoptionPlan {
  readonly users: readonly UserAdoption[];
  readonly groups: readonly GroupAdoption[];
  readonly imports: readonly ImportBlock[];
  /** What cannot be taken over, one line each. */
  readonly left: readonly string[];
}

export interface AdoptionContext {
  readonly roster: Roster;
  readonly defaults: RosterDefaults;
  readonly state: InState;
  readonly accountId: string;
  readonly onUser?: (done: number, of: number) => void;
}

const addressing: Addressing = { address, policyKeys };

/** Reads the account and decides, entry by entry, what takes it over. @throws UsageError, AccessDenied, CallFailed */
export async function planAdoption(
  account: LiveAccount,
  request: AdoptionRequest,
  context: AdoptionContext,
): Promise<AdoptionPlan> {
  const { roster, state, onUser = () => {} } = context;
  const { users, groups } = await readUsers(account);
  const keyOf = new Map(roster.users.map(({ key, name }) => [name.toLowerCase(), key]));
  const managed = (name: string) => {
    const key = keyOf.get(name.toLowerCase());
    return key !== undefined && state.addresses.has(`aws_iam_user.${address(key)}`);
  };
  const chosen = choose(users, request, managed);
  const tooLong = chosen.filter(({ UserName = "" }) => !adoptable(UserName));
  const readable = chosen.filter(({ UserName = "" }) => adoptable(UserName));
  const held = await readHeld(account, readable, (done) => onUser(done, readable.length));
  const concerned = new Set(held.filter(({ name }) => !managed(name)).flatMap((user) => user.groups));
  const adoptedGroups = adoptGroups(
    groups.filter(({ name }) => concerned.has(name)),
    { roster, state, addressing, take: request.takeGroups },
  );
  const groupNames = groups.filter(({ name }) => concerned.has(name));
  const groupKeys = new Map(groupNames.map(({ name }, at) => [name.toLowerCase(), adoptedGroups[at]?.key ?? name]));
  const slots = new Slots(roster.users.map(({ key }) => key));
  const adopted = held
    .map((user) => adoptUser(user, { ...context, addressing, groupKeys, newKey: (name) => slots.take(name) }))
    .filter(({ imports }) => imports.length > 0);
  const imports = [...adoptedGroups, ...adopted].flatMap((one) => one.imports);
  return {
    users: adopted,
    groups: adoptedGroups.filter(({ entry, imports: own }) => entry !== undefined || own.length > 0),
    imports: imports.sort((left, right) => (left.to < right.to ? -1 : 1)),
    left: [
      ...tooLong.map(({ UserName }) => `user ${UserName}: a roster takes names of at most 64 characters`),
      ...adopted.flatMap(({ left }) => left),
      ...adoptedGroups.flatMap(({ left }) => left),
    ],
  };
}

const adoptable = (name: string) => /^[A-Za-z0-9_+=,.@-]{1,64}$/.test(name) && name !== "__proto__";

function choose<T extends { UserName?: string | undefined }>(
  users: readonly T[],
  { names, unmanaged }: AdoptionRequest,
  managed: (name: string) => boolean,
): T[] {
  const byName = new Map(users.map((user) => [user.UserName?.toLowerCase() ?? "", user]));
  for (const name of names) {
    if (!byName.has(name.toLowerCase())) throw new UsageError(`there is no user ${name} in the account`);
    if (unmanaged && !managed(name)) throw new UsageError(`${name} is not managed yet: roster adopt ${name}`);
    if (!unmanaged && managed(name)) {
      throw new UsageError(`${name} is managed already; what was made by hand: roster adopt --unmanaged ${name}`);
    }
  }
  const wanted = names.length === 0 ? undefined : new Set(names.map((name) => name.toLowerCase()));
  return users.filter(({ UserName = "" }) => {
    return managed(UserName) === unmanaged && (wanted?.has(UserName.toLowerCase()) ?? true);
  });
}

/** The flags that the guards ask for, of the users that are adopted. */
export function neededFlags(files: RosterFiles, users: readonly UserAdoption[], today: Date): NeededFlags {
  const { roster } = files.loaded;
  const adopted = new Set(users.map(({ key }) => key));
  const needed = new Map<string, Map<FlagName, string>>();
  if (roster === undefined) return needed;
  for (const { guard } of guards) {
    const flag = flagNames.find((name) => guard.id === `${kebabCase(name)}-justified`);
    if (flag === undefined || !("needs" in guard)) continue;
    const needsOf = (guard as FlagGuard).needs(roster, isoDate(today));
    for (const user of roster.users) {
      const [need] = adopted.has(user.key) && user.flags[flag] === undefined ? needsOf(user) : [];
      if (need !== undefined) needed.set(user.key, (needed.get(user.key) ?? new Map()).set(flag, need.message));
    }
  }
  return needed;
}
