import { ownerTag } from "../aws/owner";
import type { PolicyDocument, PolicyReference, User } from "../roster/roster";
import { addressOf, policyKeys, readAddress } from "../terms/addresses";
import { holdings } from "../terms/holdings";
import { credentialKinds, factsOf, kindOfType, kinds } from "../terms/kinds";
import { managedBy, rosterTag } from "../terms/tags";
import { defined } from "../text/defined";
import type { Import, RosterDefaults, UserAdoption, UserPatch } from "./adoption";
import { adoptCredentials } from "./credentials";
import type { HeldUser } from "./held-user";
import type { InState } from "./in-state";
import { documentOf, unwritable, written } from "./policies";
import { adoptTags } from "./tags";
import { type Excluded, type Left, leftBy, type Part, titleOf } from "./thing";

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
  /** Whether an apply was cut off, and may have left things half made. @default false */
  readonly cutOff?: boolean;
}

/** What takes a user over as it is: an entry, or what its entry lacks, and the imports. */
export function adoptUser(held: HeldUser, context: UserContext): UserAdoption {
  const { entry, key, state, excluded, cutOff = false } = context;
  const address = addressOf(key);
  const managed = state.addresses.has(`aws_iam_user.${address}`);
  const credentials = adoptCredentials(held, { key, entry, state, excluded, cutOff });
  const own = entry === undefined ? newEntry(held, context) : { patch: {}, comments: {}, parts: [], left: [] };
  const rights = managed ? { patch: {}, imports: [], parts: [], left: [] } : adoptRights(held, context);
  const base = managed ? [] : [{ to: `aws_iam_user.${address}`, id: held.name }];
  const imports = [...base, ...rights.imports, ...credentials.imports];
  const whole = { thing: userThing(held.name), path: ["users", key], addresses: imports.map(({ to }) => to) };
  return {
    key,
    name: held.name,
    known: entry !== undefined,
    patch: { ...own.patch, ...rights.patch, ...credentials.patch },
    comments: { ...own.comments, ...secretComments(credentials.patch) },
    amended: credentials.amended,
    imports: imports.filter(({ to }) => !state.addresses.has(to)),
    unknownSecrets: credentials.matched.filter((to) => hasSecret(to)),
    parts: [...(entry === undefined ? [whole] : []), ...own.parts, ...rights.parts, ...credentials.parts],
    left: [...own.left, ...rights.left, ...credentials.left],
  };
}

export const userThing = (name: string) => ({ kind: "user", name });

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

function newEntry(held: HeldUser, { key, defaults, referenceOf, excluded }: UserContext) {
  const owner = ownerTag(held.tags, held.name);
  const [type, why] = typeOf(held);
  const boundary = held.permissionsBoundary;
  const said = {
    [managedBy.key]: managedBy.value,
    [rosterTag.type]: type,
    [rosterTag.owner]: owner ?? "unknown",
  };
  const tags = adoptTags(held.tags, { of: held.name, path: ["users", key], said, excluded });
  const patch: UserPatch = {
    ...(key === held.name ? {} : { name: held.name }),
    type,
    owner: owner ?? "unknown",
    ...(held.path === defaults.path ? {} : { path: held.path }),
    ...tags.entry,
    ...(boundary === undefined && defaults.permissionsBoundary ? { permissionsBoundary: null } : {}),
    ...(boundary === undefined ? {} : { permissionsBoundary: written(referenceOf(boundary)) }),
  };
  const comments: Record<string, string> = {
    ...defined({ type: why }),
    ...(owner === undefined ? { owner: "no tag names an owner" } : {}),
  };
  return { patch, comments, parts: tags.parts, left: tags.left };
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
function adoptRights(held: HeldUser, context: UserContext) {
  const { entry, key, groupKeys, referenceOf, excluded } = context;
  const address = addressOf(key);
  const membershipOf = (name: string) => ({ kind: "group membership", name, of: held.name });
  const groups = held.groups
    .filter((name) => !excluded.has(titleOf(membershipOf(name))))
    .map((name) => ({ name, key: groupKeys.get(name.toLowerCase()) ?? name }));
  const references = held.managedPolicies.map(referenceOf);
  const names = references.map(written);
  const all = <T>(wanted: readonly T[] | undefined, there: readonly T[]) =>
    wanted?.every((one) => there.includes(one)) ?? true;
  const inline = adoptInlinePolicies(held, context);
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
        entry && [...entry.inlinePolicies.map(({ name }) => name), ...entry.existingInlinePolicies],
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
    ...inline.imports,
  ];
  const managed = names.filter((name) => !entry?.managedPolicies.some((one) => written(one) === name));
  const missing = groups.filter((group) => !entry?.groups.includes(group.key));
  const policies = { ...(managed.length === 0 ? {} : { managed }), ...inline.patch };
  const patch: UserPatch = {
    ...(missing.length === 0 ? {} : { groups: missing.map((group) => group.key) }),
    ...(Object.keys(policies).length === 0 ? {} : { policies }),
  };
  const before = entry?.groups.length ?? 0;
  const memberships = missing.map(({ name }, index) => ({
    ...{ thing: membershipOf(name), path: ["users", key, "groups", before + index], addresses: [] },
  }));
  const left = held.groups.flatMap((name) => leftBy(excluded, membershipOf(name)) ?? []);
  return { patch, imports, parts: [...memberships, ...inline.parts], left: [...left, ...inline.left] };
}

/** Inline policies; one that no entry can express is only named, so that it stays as it is. */
function adoptInlinePolicies(held: HeldUser, { entry, key, excluded }: UserContext) {
  const documents: [name: string, PolicyDocument][] = [];
  const imports: Import[] = [];
  const parts: Part[] = [];
  const left: Left[] = [];
  for (const { name, document: text } of held.inlinePolicies) {
    const existing = entry?.existingInlinePolicies.includes(name) === true;
    const known = entry?.inlinePolicies.some((one) => one.name === name) === true;
    const thing = { kind: "inline policy", name, of: held.name };
    const document = documentOf(text);
    const out = known || existing ? undefined : (leftBy(excluded, thing) ?? unwritable(thing, document));
    if (out !== undefined) {
      documents.push([name, { existing: true }]);
      left.push({ ...out, reason: `${out.reason}; it stays as it is` });
    } else if (!existing) {
      const to = `aws_iam_user_policy.${addressOf(key, name)}`;
      imports.push({ to, id: holdings.inlinePolicy.importId({ user: held.name, id: name }) });
      if (known || document === undefined) continue;
      documents.push([name, document]);
      parts.push({ thing, path: ["users", key, "policies", "inline", name], addresses: [to] });
    }
  }
  return { patch: documents.length === 0 ? {} : { inline: Object.fromEntries(documents) }, imports, parts, left };
}
