import { ownerTag } from "../aws/owner";
import type { PolicyReference, User } from "../roster/roster";
import { addressOf, policyKeys, readAddress } from "../terms/addresses";
import { holdings } from "../terms/holdings";
import { credentialKinds, factsOf, kindOfType, kinds } from "../terms/kinds";
import { defined } from "../text/defined";
import type { Excluded, Import, RosterDefaults, UserAdoption, UserPatch } from "./adoption";
import { adoptCredentials } from "./credentials";
import type { HeldUser } from "./held-user";
import type { InState } from "./in-state";
import { tagsEntry, written } from "./policies";

export interface UserContext {
  /** The user's own. @default - there is none */
  readonly entry: User | undefined;
  /** The entry's, or the one that it is to have. */
  readonly key: string;
  readonly state: InState;
  readonly defaults: RosterDefaults;
  /** Keys of groups by IAM name in lower case. */
  readonly groupKeys: ReadonlyMap<string, string>;
  readonly referenceOf: (arn: string) => PolicyReference;
  readonly excluded: Excluded;
}

/** What takes a user over as it is: an entry, or what its entry lacks, and the imports. */
export function adoptUser(held: HeldUser, context: UserContext): UserAdoption {
  const { entry, key, state, excluded } = context;
  const address = addressOf(key);
  const managed = state.addresses.has(`aws_iam_user.${address}`);
  const credentials = adoptCredentials(held, { key, entry, state, excluded });
  const own = entry === undefined ? newEntry(held, context) : { patch: {}, comments: {} };
  const rights = managed ? { patch: {}, imports: [] } : adoptRights(held, context);
  const base = managed ? [] : [{ to: `aws_iam_user.${address}`, id: held.name }];
  const imports = [...base, ...rights.imports, ...credentials.imports];
  return {
    key,
    name: held.name,
    known: entry !== undefined,
    patch: { ...own.patch, ...rights.patch, ...credentials.patch },
    comments: { ...own.comments, ...secretComments(credentials.patch) },
    amended: credentials.amended,
    imports: imports.filter(({ to }) => !state.addresses.has(to)),
    unknownSecrets: credentials.matched.filter((to) => hasSecret(to)),
    left: credentials.left,
  };
}

function hasSecret(address: string): boolean {
  const kind = kindOfType(readAddress(address)?.type ?? "");
  return kind !== undefined && factsOf(kind).secret !== "none";
}

/** Where the secrets are that the state does not have. */
function secretComments(patch: UserPatch): Record<string, string> {
  const comments = credentialKinds.flatMap((kind) => {
    const { section, slots, noun, secret } = kinds[kind];
    if (patch[section] === undefined || secret === "none") return [];
    return [[section, slots ? secretWords[secret] : `the ${noun[0]} stays as it is`]];
  });
  return Object.fromEntries(comments);
}

const secretWords = {
  pgp: "created before iam-roster: the secrets are with their owners, not in the state",
  seed: "enrolled before iam-roster: the seeds are in the devices, not in the state",
  clear: "the passwords stay as they are, not in the state",
};

function newEntry(held: HeldUser, { key, defaults, referenceOf }: UserContext) {
  const owner = ownerTag(held.tags, held.name);
  const [type, why] = typeOf(held);
  const boundary = held.permissionsBoundary;
  const patch: UserPatch = {
    ...(key === held.name ? {} : { name: held.name }),
    type,
    owner: owner ?? "unknown",
    ...(held.path === defaults.path ? {} : { path: held.path }),
    ...tagsEntry(held.tags),
    ...(boundary === undefined && defaults.permissionsBoundary ? { permissionsBoundary: null } : {}),
    ...(boundary === undefined ? {} : { permissionsBoundary: written(referenceOf(boundary)) }),
  };
  const comments: Record<string, string> = {
    ...defined({ type: why }),
    ...(owner === undefined ? { owner: "no tag names an owner" } : {}),
  };
  return { patch, comments };
}

function typeOf({ tags, loginProfile, mfaDevices, name }: HeldUser): ["human" | "service" | "break-glass", string?] {
  const tag = Object.entries(tags)
    .find(([key]) => /^(roster:)?type$/i.test(key))?.[1]
    ?.toLowerCase();
  if (tag === "human" || tag === "service" || tag === "break-glass") return [tag];
  if (loginProfile) return ["human", "a guess: it has a password"];
  if (mfaDevices.length > 0) return ["human", "a guess: it has an MFA device"];
  if (name.includes("@")) return ["human", "a guess: its name is an address"];
  return ["service", "a guess: it has no password"];
}

/**
 * Groups and policies: as they are, and under the names that the roster has for them. Where the entry has more than the
 * account, what holds all of them is not imported: it would change. Making it is no conflict, and adds what is missing.
 */
function adoptRights(held: HeldUser, { entry, key, groupKeys, referenceOf }: UserContext) {
  const address = addressOf(key);
  const groups = held.groups.map((name) => ({ name, key: groupKeys.get(name.toLowerCase()) ?? name }));
  const references = held.managedPolicies.map(referenceOf);
  const names = references.map(written);
  const all = <T>(wanted: readonly T[] | undefined, there: readonly T[]) =>
    wanted?.every((one) => there.includes(one)) ?? true;
  const inlineNames = held.inlinePolicies.map(({ name }) => name);
  const membership = {
    to: `aws_iam_user_group_membership.${address}`,
    id: holdings.group.importId({ user: held.name, id: groups.map(({ name }) => name).join("/") }),
  };
  const whole = [
    {
      import: membership,
      exact:
        groups.length > 0 &&
        all(
          entry?.groups,
          groups.map((group) => group.key),
        ),
    },
    {
      import: { to: `aws_iam_user_policies_exclusive.${address}`, id: held.name },
      exact: all(
        entry?.inlinePolicies.map(({ name }) => name),
        inlineNames,
      ),
    },
    {
      import: { to: `aws_iam_user_policy_attachments_exclusive.${address}`, id: held.name },
      exact: all(entry?.managedPolicies.map(written), names),
    },
  ];
  const imports: Import[] = [
    ...whole.flatMap(({ import: one, exact }) => (exact ? [one] : [])),
    ...references.map((reference, index) => ({
      to: `aws_iam_user_policy_attachment.${addressOf(key, ...policyKeys(reference))}`,
      id: holdings.managedPolicy.importId({ user: held.name, id: held.managedPolicies[index] ?? "" }),
    })),
    ...inlineNames.map((name) => ({
      to: `aws_iam_user_policy.${addressOf(key, name)}`,
      id: holdings.inlinePolicy.importId({ user: held.name, id: name }),
    })),
  ];
  const managed = names.filter((name) => !entry?.managedPolicies.some((one) => written(one) === name));
  const inline = held.inlinePolicies.filter(({ name }) => !entry?.inlinePolicies.some((one) => one.name === name));
  const missing = groups.map((group) => group.key).filter((group) => !entry?.groups.includes(group));
  const policies = {
    ...(managed.length === 0 ? {} : { managed }),
    ...(inline.length === 0
      ? {}
      : { inline: Object.fromEntries(inline.map(({ name, document }) => [name, JSON.parse(document)])) }),
  };
  const patch: UserPatch = {
    ...(missing.length === 0 ? {} : { groups: missing }),
    ...(Object.keys(policies).length === 0 ? {} : { policies }),
  };
  return { patch, imports };
}
