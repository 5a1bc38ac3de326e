import type { Roster, Slot, User } from "../roster/index";
import { addressOf } from "../terms/addresses";
import { type FlagName, flagNames } from "../terms/flags";
import { type CredentialKind, credentialKinds, kinds } from "../terms/kinds";
import { count } from "../text/count";
import { printable } from "../text/printable";

/** How many resources of a synthesized stack each user has, by the user's address; CDKTF writes the path beside each. */
export function resourcesByUser(stack: unknown): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const types = (stack as { resource?: Record<string, Record<string, unknown>> }).resource ?? {};
  for (const resources of Object.values(types)) {
    for (const resource of Object.values(resources)) {
      const path = (resource as { "//"?: { metadata?: { path?: string } } })["//"]?.metadata?.path ?? "";
      const [, , kind, key] = path.split("/");
      if (kind === "users" && key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
}

/**
 * What each person gets, in the words of people: a block a person, with the flags that were accepted and why.
 *
 *     carol  human, carol@example.com: 7 resources
 *            console login; MFA devices carol-phone, carol-backup-phone; group security
 *          ! forceDestroy until 2027-10-31 (SEC-1234, approved by head-of-security@example.com): Enrols ...
 */
export function describePeople(roster: Roster, resources: ReadonlyMap<string, number>): string {
  const width = Math.max(0, ...roster.users.map(({ key }) => key.length));
  return roster.users.map((user) => `${describe(user, resources.get(addressOf(user.key)) ?? 0, width)}\n`).join("");
}

/** One person, as `describePeople` does. */
export function describeUser(user: User): string {
  return describe(user, undefined, user.key.length);
}

/** What a user holds, on one line. */
export function heldBy(user: User): string {
  return holdings(user).join("; ");
}

/** A user as programs read it: what the roster says, every default filled in. */
export function userJson({ origin, ...user }: User): object {
  return { ...user, file: origin.file };
}

function describe(user: User, resources: number | undefined, width: number): string {
  const indent = " ".repeat(width + 2);
  const name = user.name === user.key ? "" : `, IAM name ${user.name}`;
  const made = resources === undefined ? "" : `: ${count(resources, "resource")}`;
  const head = `${user.key.padEnd(width)}  ${user.type}, ${user.owner}${name}${made}`;
  const lines = [head, `${indent}${holdings(user).join("; ") || "nothing but the user itself"}`];
  if (user.suspended !== undefined) {
    const { since, reason, ticket } = user.suspended;
    lines.push(`${indent}suspended since ${since} (${ticket}): ${reason}`);
  }
  if (user.stage === "invited")
    lines.push(`${indent}invited: has the password and the devices, and the rest when promoted`);
  if (user.expires !== undefined) lines.push(`${indent}expires ${user.expires}`);
  for (const flag of flagNames) lines.push(...accepted(user, flag, width));
  return lines.map((line) => printable(line)).join("\n");
}

function accepted(user: User, flag: FlagName, width: number): string[] {
  const justification = user.flags[flag];
  if (justification === undefined) return [];
  const { expires, ticket, approvedBy, justification: why } = justification;
  return [`${" ".repeat(width)}! ${flag} until ${expires} (${ticket}, approved by ${approvedBy}): ${why}`];
}

/** What a user holds, in words; a suspended user's credentials are there, but none is usable. */
function holdings(user: User): string[] {
  const suspended = user.suspended !== undefined;
  const policies = user.managedPolicies.map((policy) => (policy.kind === "named" ? policy.key : shortArn(policy.arn)));
  return [
    ...credentialKinds.flatMap((kind) => credentials(user, kind)),
    ...named(["group", "groups"], user.groups),
    ...named(["managed policy", "managed policies"], [...policies, ...(suspended ? ["AWSDenyAll"] : [])]),
    ...named(
      ["inline policy", "inline policies"],
      [
        ...user.inlinePolicies.map(({ name }) => name),
        ...user.existingInlinePolicies.map((name) => `${name} (stays as it is)`),
      ],
    ),
    ...(user.permissionsBoundary === undefined ? [] : ["permissions boundary"]),
  ];
}

function credentials(user: User, kind: CredentialKind): string[] {
  const suspended = user.suspended !== undefined;
  const { noun } = kinds[kind];
  const held: object | undefined = user[kinds[kind].section];
  if (!isSlots(held)) {
    return held === undefined || suspended ? [] : [kind === "loginProfile" ? "console login" : noun[0]];
  }
  const titles = held.map(({ key, name = key, status }) =>
    status !== undefined && (suspended || status === "Inactive") ? `${name} (Inactive)` : name,
  );
  return named(noun, titles);
}

function isSlots(held: object | undefined): held is readonly Slot[] {
  return Array.isArray(held);
}

function named([one, several]: readonly [string, string], names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`${names.length === 1 ? one : several} ${names.join(", ")}`];
}

function shortArn(arn: string): string {
  return arn.slice(arn.indexOf(":policy/") + ":policy/".length);
}
