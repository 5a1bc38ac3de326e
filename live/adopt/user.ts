import type { PolicyReference, Roster, User } from "../../roster/roster";
import type { Addressing, Import, RosterDefaults, UserAdoption, UserPatch } from "./adoption";
import { adoptCredentials } from "./credentials";
import type { HeldUser } from "./held-user";
import type { InState } from "./in-state";
import { ownerTag } from "./owner";

export interface UserContext {
  readonly roster: Roster;
  readonly accountId: string;
  readonly state: InState;
  readonly addressing: Addressing;
  readonly defaults: RosterDefaults;
  /** Keys of groups by IAM name in lower case. */
  readonly groupKeys: ReadonlyMap<string, string>;
  /** The key for a user that has no entry. */
  readonly newKey: (name: string) => string;
}

/** What takes a user over as it is: an entry, or what its entry lacks, and the imports. */
export function adoptUser(held: HeldUser, context: UserContext): UserAdoption {
  const { roster, state, addressing, defaults } = context;
  const entry = roster.users.find(({ name }) => name.toLowerCase() === held.name.toLowerCase());
  const key = entry?.key ?? context.newKey(held.name);
  const address = addressing.address(key);
  const managed = state.addresses.has(`aws_iam_user.${address}`);
  const credentials = adoptCredentials(held, { key, entry, state, addressing, defaults });
  const own = entry === undefined ? newEntry(held, key, context) : { patch: {}, comments: {} };
  const rights = managed ? { patch: {}, imports: [] } : adoptRights(held, key, entry, context);
  const base: Import[] = [
    { to: `aws_iam_user.${address}`, id: held.name },
    { to: `aws_iam_user_policies_exclusive.${address}`, id: held.name },
    { to: `aws_iam_user_policy_attachments_exclusive.${address}`, id: held.name },
  ];
  const imports = [...(managed ? [] : base), ...rights.imports, ...credentials.imports];
  return {
    key,
    name: held.name,
    known: entry !== undefined,
    patch: { ...own.patch, ...rights.patch, ...credentials.patch },
    comments: { ...own.comments, ...secretComments(credentials.patch) },
    imports: imports.filter(({ to }) => !state.addresses.has(to)),
    left: credentials.left,
  };
}

function secretComments(patch: UserPatch): Record<string, string> {
  return {
    ...(patch.accessKeys && {
      accessKeys: "made before iam-roster: the secrets are with their owners, not in the state",
    }),
    ...(patch.loginProfile && { loginProfile: "the password stays as it is" }),
    ...(patch.serviceSpecificCredentials && {
      serviceSpecificCredentials: "the passwords stay as they are, not in the state",
    }),
  };
}

function newEntry(held: HeldUser, key: string, { defaults }: UserContext) {
  const owner = ownerTag(held.tags, held.name);
  const [type, why] = typeOf(held);
  const tags = Object.fromEntries(
    Object.entries(held.tags).filter(([tag]) => !/^(aws:|roster:|managedby$)/i.test(tag)),
  );
  const boundary = held.permissionsBoundary;
  const patch: UserPatch = {
    ...(key === held.name ? {} : { name: held.name }),
    type,
    owner: owner ?? "unknown",
    ...(held.path === defaults.path ? {} : { path: held.path }),
    ...(Object.keys(tags).length === 0 ? {} : { tags }),
    ...(boundary === undefined && defaults.permissionsBoundary ? { permissionsBoundary: null } : {}),
    ...(boundary === undefined ? {} : { permissionsBoundary: boundary }),
  };
  const comments: Record<string, string> = {
    ...(why === undefined ? {} : { type: why }),
    ...(owner === undefined ? { owner: "nobody is named: no tag says it" } : {}),
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

/** Groups and policies: as they are, and under the names that the roster has for them. */
function adoptRights(held: HeldUser, key: string, entry: User | undefined, context: UserContext) {
  const { addressing, groupKeys } = context;
  const address = addressing.address(key);
  const groups = held.groups.map((name) => ({ name, key: groupKeys.get(name.toLowerCase()) ?? name }));
  const references = held.managedPolicies.map((arn) => referenceOf(arn, context));
  const imports: Import[] = [
    ...(groups.length === 0
      ? []
      : [
          {
            to: `aws_iam_user_group_membership.${address}`,
            id: [held.name, ...groups.map(({ name }) => name)].join("/"),
          },
        ]),
    ...held.managedPolicies.map((arn, index) => {
      const keys = addressing.policyKeys(references[index] ?? { kind: "arn", arn });
      return { to: `aws_iam_user_policy_attachment.${addressing.address(key, ...keys)}`, id: `${held.name}/${arn}` };
    }),
    ...held.inlinePolicies.map(({ name }) => ({
      to: `aws_iam_user_policy.${addressing.address(key, name)}`,
      id: `${held.name}:${name}`,
    })),
  ];
  const written = (reference: PolicyReference) => (reference.kind === "named" ? reference.key : reference.arn);
  const had = new Set(entry?.managedPolicies.map(written));
  const managed = references.map(written).filter((reference) => !had.has(reference));
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

/** A policy that the roster itself makes is referred to by its key. */
function referenceOf(arn: string, { roster, accountId }: UserContext): PolicyReference {
  const own = roster.policies.find(({ name, path }) => {
    const tail = `:iam::${accountId}:policy${path}${name}`;
    return arn.toLowerCase().endsWith(tail.toLowerCase());
  });
  return own === undefined ? { kind: "arn", arn } : { kind: "named", key: own.key };
}
