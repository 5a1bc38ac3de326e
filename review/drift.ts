import { rosterTag } from "../terms/tags";
import { credentialName, credentialOf } from "./credential";
import type { Fact } from "./facts";
import { suspendedOf } from "./flags";
import { isPersonal, type Owners } from "./owners";
import { keyOf, moves } from "./person";
import type { Drift } from "./review";
import type { Rosters } from "./roster-side";

/** What was changed outside Terraform, in words; a change that touches nothing we may show is still named. */
export function driftOf(facts: readonly Fact[], owners: Owners, rosters: Rosters): Drift[] {
  return facts
    .filter((fact) => fact.action === "delete" || (fact.action === "update" && meant(fact).length > 0))
    .map((fact) => {
      const owner = isPersonal(fact.type) ? owners.ownerOf(fact) : undefined;
      const place = owner?.user === undefined ? undefined : rosters.placeOfUser(keyOf(owner.user));
      return {
        ...(owner === undefined ? {} : { person: owner.name }),
        address: fact.address,
        ...describe(fact),
        ...(place === undefined ? {} : { place }),
      };
    });
}

/** What AWS counts by itself is no drift of a person. */
const counted = new Set(["attachment_count", "tags_all", "id"]);

function meant({ differs }: Fact): string[] {
  return differs.filter((attribute) => !counted.has(attribute));
}

function describe(fact: Fact): Pick<Drift, "what" | "expected"> {
  const what = nameOf(fact);
  if (fact.action === "delete") return { what: `${what} was deleted`, expected: false };
  const parts = partsOf(fact);
  if (fact.type === "aws_iam_virtual_mfa_device" && parts.length === 0) {
    const before = fact.before?.text.user_name;
    const after = fact.after?.text.user_name;
    if (before === undefined && after !== undefined) return { what: `${what} was enabled by ${after}`, expected: true };
    if (before !== undefined && after === undefined) return { what: `${what} was deactivated`, expected: false };
  }
  return {
    what: parts.length === 0 ? `${what} was changed (${meant(fact).join(", ")})` : parts.join("; "),
    expected: false,
  };
}

function partsOf(fact: Fact): string[] {
  const { before, after } = fact;
  if (before === undefined || after === undefined) return [];
  const what = nameOf(fact);
  const parts: string[] = [];
  if (before.text.status !== after.text.status && after.text.status !== undefined) {
    parts.push(`${what} was made ${after.text.status}`);
  }
  for (const attribute of ["name", "path", "permissions_boundary"] as const) {
    const [was, is] = [before.text[attribute], after.text[attribute]];
    if (was !== is) parts.push(`${attribute.replace("_", " ")} went from ${was ?? "none"} to ${is ?? "none"}`);
  }
  for (const [attribute, said] of Object.entries(listAttributes)) {
    const { added, removed } = moves(before.texts[attribute] ?? [], after.texts[attribute] ?? []);
    if (added.length > 0) parts.push(`${said} ${added.join(", ")} added`);
    if (removed.length > 0) parts.push(`${said} ${removed.join(", ")} removed`);
  }
  const keys = new Set([...before.tagKeys.keys(), ...after.tagKeys.keys()]);
  const tags = [...keys].filter((key) => before.tagKeys.get(key) !== after.tagKeys.get(key));
  if (suspendedOf(before) !== undefined && suspendedOf(after) === undefined)
    parts.push("the suspension tag was removed");
  const others = tags.filter((key) => key !== rosterTag.suspended);
  if (others.length > 0) parts.push(`tags ${others.sort().join(", ")} changed`);
  if (before.document !== after.document) parts.push(`${what} was rewritten`);
  return parts;
}

const listAttributes = { groups: "groups", policy_names: "inline policies", policy_arns: "managed policies" };

function nameOf(fact: Fact): string {
  const credential = credentialOf(fact);
  if (credential !== undefined) return credentialName(credential);
  const words: Record<string, string> = {
    aws_iam_user: "user",
    aws_iam_user_group_membership: "group membership",
    aws_iam_user_policy: `inline policy ${(fact.before ?? fact.after)?.text.name ?? fact.name}`,
    aws_iam_user_policy_attachment: "attached policy",
    aws_iam_group: `group ${(fact.before ?? fact.after)?.text.name ?? fact.name}`,
    aws_iam_policy: `policy ${(fact.before ?? fact.after)?.text.name ?? fact.name}`,
  };
  return words[fact.type] ?? fact.type;
}
