import { type KnownChange, ofType } from "../../plan/change";
import type { Concern, Context, DangerRule } from "../danger";

export const organizationLimitRemoved: DangerRule = {
  id: "organization-limit-removed",
  severity: "error",
  summary: "A policy of the organization is deleted or detached, or then allows more.",
  why: "It limits everybody in the accounts below it, administrators too; what it kept out is allowed wherever somebody's own policies allow it.",
  fix: "Put it back as it was; or change it where nobody's access changes beside it, so that it is reviewed alone.",
  opener: "roster",
  check: (context) => [
    ...ofType(context.changes, "aws_organizations_policy").flatMap((change) => ofPolicy(change, context)),
    ...ofType(context.changes, "aws_organizations_policy_attachment").flatMap(ofAttachment),
  ],
};

function ofPolicy(change: KnownChange<"aws_organizations_policy">, { access, documentOf }: Context): Concern[] {
  const { address, action, before, after, unknown, deposed } = change;
  const name = `the organization's policy ${after?.name ?? before?.name ?? change.name}`;
  if (deposed || before === undefined) return [];
  if (action === "delete") return [{ message: `${name} is deleted`, address }];
  if (action !== "update" && action !== "replace") return [];
  if (unknown.has("content")) return [{ message: `what ${name} allows is known after the apply only`, address }];
  const allows = access.allows(documentOf(before.content), documentOf(after?.content));
  if (allows === "no more") return [];
  return [{ message: allows === "more" ? `${name} allows more` : `whether ${name} allows more is not known`, address }];
}

function ofAttachment({
  address,
  action,
  before,
  after,
  deposed,
}: KnownChange<"aws_organizations_policy_attachment">): Concern[] {
  if (deposed || before === undefined || (action !== "delete" && action !== "replace")) return [];
  const { policy_id: policy = "a policy", target_id: target = "what it limits" } = before;
  if (action === "replace" && after?.policy_id === policy && after.target_id === target) return [];
  return [{ message: `the organization's policy ${policy} no longer limits ${target}`, address }];
}
