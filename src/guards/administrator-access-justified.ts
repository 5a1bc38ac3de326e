import { awsPolicyOf } from "../catalogue/aws-policies";
import { readPolicy } from "../policy/document";
import { type Escalation, Power } from "../policy/power";
import type { Held, Principal } from "../policy/principal";
import type { PartialRoster, PolicyReference, User } from "../roster/roster";
import type { Path } from "../roster/yaml-tree";
import { writeFlag } from "../terms/flags";
import { iamArn, partitionOfRegion } from "../terms/partitions";
import { flagGuard, type Need } from "./guard";

export const administratorAccessJustified = flagGuard({
  flag: "administratorAccess",
  summary: "A user who can become administrator needs administratorAccess.",
  why: "Such a user can undo every other guard. Few users need that, and somebody other than the owner must approve it.",
  fix: `Remove the policy, or add ${writeFlag("administratorAccess")}`,
  // The review asks for it where somebody newly gets what it cannot see into.
  mayNeed: ({ roster }) => {
    const people = peopleOf(roster);
    const existing = new Set(roster.groups.flatMap((group) => (group.existing ? [group.key] : [])));
    return (user) =>
      user.groups.some((key) => existing.has(key)) ||
      (people.of(user)?.placed.some(({ held }) => held.policy === undefined) ?? false);
  },
  needs: ({ roster }) => {
    const people = peopleOf(roster);
    return (user) => {
      const person = people.of(user);
      if (user.suspended !== undefined || person === undefined) return [];
      const [way] = people.power.of(person.principal);
      if (way === undefined) return [];
      const need = (found: Escalation, { held, path }: Placed): Need => ({ message: words(user, found, held), path });
      const alone = person.placed.flatMap((placed): Need[] => {
        const [own] = people.power.ofPolicy(person.principal, placed.held);
        return own === undefined ? [] : [need(own, placed)];
      });
      if (alone.length > 0) return alone;
      // What no policy opens by itself, several do together.
      const opening = person.placed.find(({ held }) => held === way.held) ?? person.placed[0];
      return opening === undefined ? [] : [need(way, opening)];
    };
  },
});

function words({ key }: User, { id, name }: Escalation, { through }: Held): string {
  return id === "full-access"
    ? `${key} may do anything, through ${through}`
    : `${key} can become administrator by ${name}, through ${through}`;
}

/** A policy of a user, with its place below the user's entry. */
interface Placed {
  readonly held: Held;
  readonly path: Path;
}

interface Person {
  readonly principal: Principal;
  readonly placed: readonly Placed[];
}

/** Stands for the account where the roster does not name it. */
const anyAccount = "000000000000";

function peopleOf({ account, policies, groups, users }: PartialRoster) {
  const partition = partitionOfRegion(account.region);
  const accountId = account.id ?? anyAccount;
  const arn = (kind: string, { path, name }: { readonly path: string; readonly name: string }) =>
    iamArn(partition, accountId, `${kind}${path}${name}`);
  const named = new Map(
    policies.map((policy) => [policy.key, { id: arn("policy", policy), policy: readPolicy(policy.document) }] as const),
  );
  const byArn = new Map([...named.values()].map(({ id, policy }) => [id, policy]));
  const heldOf = (reference: PolicyReference, through?: string): Held => {
    if (reference.kind === "arn") {
      const policy = byArn.get(reference.arn) ?? awsPolicyOf(reference.arn);
      return { id: reference.arn, through: through ?? reference.arn, policy };
    }
    const { id = reference.key, policy } = named.get(reference.key) ?? {};
    return { id, through: through ?? `policy ${reference.key}`, policy };
  };
  const groupsByKey = new Map(
    groups.map((group) => {
      const held = group.policies.map((reference) => heldOf(reference, `group ${group.key}`));
      return [group.key, { arn: arn("group", group), held }] as const;
    }),
  );
  const people = new Map(
    users.map((user) => {
      const placed: Placed[] = [
        ...user.groups.flatMap((key, index) =>
          (groupsByKey.get(key)?.held ?? []).map((held) => ({ held, path: ["groups", index] })),
        ),
        ...user.managedPolicies.map((reference, index) => ({
          held: heldOf(reference),
          path: ["policies", "managed", index],
        })),
        ...user.inlinePolicies.map(({ name, document }) => ({
          held: { id: `${user.key}/${name}`, through: `inline policy ${name}`, policy: readPolicy(document) },
          path: ["policies", "inline", name],
        })),
        ...user.existingInlinePolicies.map((name) => ({
          held: { id: `${user.key}/${name}`, through: `inline policy ${name}`, policy: undefined },
          path: ["policies", "inline", name],
        })),
      ];
      const { permissionsBoundary } = user;
      const principal: Principal = {
        ...{ kind: "user", arn: arn("user", user), held: placed.map(({ held }) => held) },
        groups: user.groups.flatMap((key) => groupsByKey.get(key)?.arn ?? []),
        boundary: permissionsBoundary === undefined ? undefined : heldOf(permissionsBoundary),
      };
      return [user, { principal, placed }] as const;
    }),
  );
  const power = new Power({
    ...{ partition, accountId, roles: new Map() },
    users: new Map([...people.values()].map(({ principal }) => [principal.arn, principal])),
    groups: new Map([...groupsByKey.values()].map((group) => [group.arn, group.held])),
  });
  return { power, of: (user: User): Person | undefined => people.get(user) };
}
