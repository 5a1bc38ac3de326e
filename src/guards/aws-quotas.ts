import { policyQuotas, policySize } from "../policy/size";
import type { GuardSettings, Origin, PartialRoster, Policy, Slot, User } from "../roster/roster";
import type { Path } from "../roster/yaml-tree";
import { kinds, type SlotKind, slotKinds } from "../terms/kinds";
import { groupBy } from "../text/group-by";
import { at, type Guard, type GuardReport } from "./guard";

/** One more is the ManagedBy tag that the provider adds. */
const TAGS = 50;
const tagsWords = "tags (those of iam-roster included)";

export const awsQuotas: Guard = {
  id: "aws-quotas",
  severity: "error",
  summary: "Nobody holds more than IAM allows.",
  why: "IAM refuses what exceeds a quota in the middle of an apply, when only a part of the user is created.",
  fix: "Remove what exceeds the quota; the quotas are those of the IAM User Guide, reference_iam-quotas. If AWS raised that of managed policies of a user: guards.managedPoliciesPerUser.",
  check: ({ roster }) => [
    ...roster.users.flatMap((user) => userQuotas(user, roster.guards)),
    ...roster.groups.flatMap((group) =>
      quota(group.policies.length, 10, "policies", `group ${group.key}`, group.origin, "policies"),
    ),
    ...roster.policies.flatMap(policyQuotasOf),
    ...accountQuotas(roster),
  ],
};

function policyQuotasOf({ key, document, tags, origin }: Policy): GuardReport[] {
  const check = (held: number, max: number, what: string, below: string) =>
    quota(held, max, what, `policy ${key}`, origin, below);
  return [
    ...check(policySize(document), policyQuotas.managed, "characters", "document"),
    ...check(Object.keys(tags).length + 1, TAGS, tagsWords, "tags"),
  ];
}

function userQuotas(user: User, { managedPoliciesPerUser }: GuardSettings): GuardReport[] {
  const count = (length: number, max: number, what: string, ...below: Path) =>
    quota(length, max, what, user.key, user.origin, ...below);
  // AWSDenyAll takes a place while the user is suspended.
  const managed = user.managedPolicies.length + (user.suspended === undefined ? 0 : 1);
  const inline = user.inlinePolicies.reduce((sum, { document }) => sum + policySize(document), 0);
  return [
    ...slotKinds.flatMap((kind) => credentialQuotas(user, kind)),
    ...count(user.groups.length, 10, "groups", "groups"),
    ...count(
      managed,
      managedPoliciesPerUser,
      `managed policies${user.suspended ? " (AWSDenyAll of the suspension included)" : ""}`,
      "policies",
      "managed",
    ),
    ...count(inline, policyQuotas.user, "characters of inline policy", "policies", "inline"),
    ...count(Object.keys(user.tags).length + 1, TAGS, tagsWords, "tags"),
  ];
}

function credentialQuotas(user: User, kind: SlotKind): GuardReport[] {
  const { section, noun, quota: allowed } = kinds[kind];
  const slots: readonly Slot[] = user[section];
  const check = (held: number, what: string) => quota(held, allowed.max, what, user.key, user.origin, section);
  if (allowed.per === "user") return check(slots.length, noun[1]);
  const services = groupBy(slots, ({ service }) => service);
  return [...services].flatMap(([service, held]) => check(held.length, `credentials for ${service}`));
}

function accountQuotas(roster: PartialRoster): GuardReport[] {
  const place = { file: roster.file, path: [] };
  const devices = roster.users.reduce((sum, user) => sum + user.mfaDevices.length, 0);
  return [
    ...quota(roster.users.length, 5000, "users", "an account", place, "users"),
    ...quota(devices, 5000, "virtual MFA devices", "an account", place, "users"),
    ...quota(roster.groups.length, 300, "groups", "an account", place, "groups"),
  ];
}

function quota(count: number, max: number, what: string, whose: string, origin: Origin, ...below: Path): GuardReport[] {
  if (count <= max) return [];
  const subject = whose === "an account" ? "the roster" : whose;
  const message = `${subject} has ${count} ${what}; IAM allows ${max}`;
  return [{ message, fix: "Remove what exceeds the quota.", on: "key", ...at(origin, ...below) }];
}
