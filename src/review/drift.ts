import type { Change } from "../plan/change";
import type { Owners } from "../plan/owners";
import { PolicyText } from "../plan/policy-text";
import { Tags } from "../plan/tags";
import { textOf } from "../plan/values";
import { isPersonal } from "../terms/holdings";
import { rosterTag } from "../terms/tags";
import { defined } from "../text/defined";
import { credentialName, credentialOf } from "./credential";
import { suspendedOf } from "./flags";
import type { Drift } from "./model/drift";
import { keyOf, moves } from "./person";
import type { Rosters } from "./roster-side";

/** What was changed outside Terraform, in words; a change that touches nothing we may show is still named. */
export function driftOf(changes: readonly Change[], owners: Owners, rosters: Rosters): Drift[] {
  return changes
    .filter((change) => change.action === "delete" || (change.action === "update" && meant(change).length > 0))
    .map((change) => {
      const owner = change.type !== "other" && isPersonal(change.type) ? owners.ownerOf(change) : undefined;
      const place = owner?.user === undefined ? undefined : rosters.placeOfUser(keyOf(owner.user));
      return {
        address: change.address,
        ...describe(change),
        ...defined({ person: owner?.name, place }),
      };
    });
}

/**
 * Whether a change that nobody's plan made is of what gives people access: a group's policy that was rewritten by hand, say. What the
 * provider reads back by itself, such as the list of a role's policies, is not.
 */
export function givesAccess(change: Change): boolean {
  if (change.type === "other" || isPersonal(change.type)) return false;
  return change.action === "delete" || (change.action === "update" && partsOf(change).length > 0);
}

/** What AWS counts by itself is no drift of a person. */
const counted = new Set(["attachment_count", "tags_all", "id"]);

function meant({ differs }: Change): string[] {
  return differs.filter((attribute) => !counted.has(attribute));
}

function describe(change: Change): Pick<Drift, "what" | "expected"> {
  const what = nameOf(change);
  if (change.action === "delete") return { what: `${what} was deleted`, expected: false };
  const parts = partsOf(change);
  if (change.type === "aws_iam_virtual_mfa_device" && parts.length === 0) {
    const before = change.before?.user_name;
    const after = change.after?.user_name;
    if (before === undefined && after !== undefined) return { what: `${what} was enabled by ${after}`, expected: true };
    if (before !== undefined && after === undefined) return { what: `${what} was deactivated`, expected: false };
  }
  return {
    what: parts.length === 0 ? `${what} was changed (${meant(change).join(", ")})` : parts.join("; "),
    expected: false,
  };
}

function partsOf(change: Change): string[] {
  const { before, after } = change;
  if (before === undefined || after === undefined) return [];
  const what = nameOf(change);
  const parts: string[] = [];
  const status = textOf(after, "status");
  if (status !== undefined && textOf(before, "status") !== status) parts.push(`${what} was made ${status}`);
  for (const attribute of ["name", "path", "permissions_boundary"]) {
    const [was, is] = [textOf(before, attribute), textOf(after, attribute)];
    if (was !== is) parts.push(`${attribute.replace("_", " ")} went from ${was ?? "none"} to ${is ?? "none"}`);
  }
  const list = listOf(change);
  if (list !== undefined) {
    const { added, removed } = moves(list.before, list.after);
    if (added.length > 0) parts.push(`${list.said} ${added.join(", ")} added`);
    if (removed.length > 0) parts.push(`${list.said} ${removed.join(", ")} removed`);
  }
  if (change.type === "aws_iam_user") parts.push(...tagParts(change.before?.tags, change.after?.tags));
  if (
    change.type === "aws_iam_role" &&
    !PolicyText.same(change.before?.assume_role_policy, change.after?.assume_role_policy)
  )
    parts.push(`${what}: who may assume it was rewritten`);
  if (hasDocument(change) && !PolicyText.same(change.before?.policy, change.after?.policy))
    parts.push(`${what} was rewritten`);
  return parts;
}

function hasDocument(change: Change) {
  return (
    change.type === "aws_iam_policy" ||
    change.type === "aws_iam_user_policy" ||
    change.type === "aws_iam_group_policy" ||
    change.type === "aws_iam_role_policy"
  );
}

function tagParts(before: Tags | undefined, after: Tags | undefined): string[] {
  const removed = suspendedOf(before) !== undefined && suspendedOf(after) === undefined;
  const others = Tags.changed(before, after).filter((key) => key !== rosterTag.suspended);
  return [
    ...(removed ? ["the suspension tag was removed"] : []),
    ...(others.length > 0 ? [`tags ${others.join(", ")} changed`] : []),
  ];
}

interface ListDrift {
  readonly said: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

function listOf(change: Change): ListDrift | undefined {
  switch (change.type) {
    case "aws_iam_user_group_membership":
      return { said: "groups", before: change.before?.groups ?? [], after: change.after?.groups ?? [] };
    case "aws_iam_group_membership":
      return { said: nameOf(change), before: change.before?.users ?? [], after: change.after?.users ?? [] };
    case "aws_iam_user_policies_exclusive":
      return {
        said: "inline policies",
        before: change.before?.policy_names ?? [],
        after: change.after?.policy_names ?? [],
      };
    case "aws_iam_user_policy_attachments_exclusive":
      return {
        said: "managed policies",
        before: change.before?.policy_arns ?? [],
        after: change.after?.policy_arns ?? [],
      };
    default:
      return undefined;
  }
}

const groupOf = (change: Change) => textOf(change.before ?? change.after, "group") ?? "?";

function nameOf(change: Change): string {
  const credential = credentialOf(change);
  if (credential !== undefined) return credentialName(credential);
  const name = textOf(change.before ?? change.after, "name") ?? change.name;
  switch (change.type) {
    case "aws_iam_user":
      return "user";
    case "aws_iam_user_group_membership":
      return "group membership";
    case "aws_iam_user_policy":
      return `inline policy ${name}`;
    case "aws_iam_user_policy_attachment":
      return "attached policy";
    case "aws_iam_group":
      return `group ${name}`;
    case "aws_iam_policy":
      return `policy ${name}`;
    case "aws_iam_group_policy":
      return `inline policy ${name} of group ${groupOf(change)}`;
    case "aws_iam_group_policy_attachment":
      return `policy ${textOf(change.before ?? change.after, "policy_arn") ?? "?"} of group ${groupOf(change)}`;
    case "aws_iam_group_membership":
      return `members of group ${groupOf(change)}`;
    case "aws_iam_role":
      return `role ${name}`;
    case "aws_iam_role_policy":
      return `inline policy ${name} of role ${textOf(change.before ?? change.after, "role") ?? "?"}`;
    default:
      return change.resourceType;
  }
}
