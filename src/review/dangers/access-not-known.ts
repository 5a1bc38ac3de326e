import { type KnownChange, ofType } from "../../plan/change";
import { type InlineList, UnmanagedInline } from "../../plan/unmanaged-inline";
import { textOf } from "../../plan/values";
import { listed } from "../../text/count";
import { acceptedFlag } from "../acceptance";
import type { Concern, Context, DangerRule } from "../danger";

export const accessNotKnown: DangerRule = {
  id: "access-not-known",
  severity: "error",
  summary:
    "Somebody newly gets a policy whose document is not known: of a group that the plan does not have, of AWS and newer than the list here, or known after the apply only.",
  why: "Nobody can see in this review what it allows, and it may be everything.",
  fix: "Look at the policy in the account. Manage the group and its policies in this stack, or add administratorAccess with its justification to the user's entry.",
  opener: "justification",
  check: (context) => [
    ...context.people.flatMap((person): Concern[] => {
      const unknown = person.access?.unknown ?? [];
      if (unknown.length === 0) return [];
      const message = `${person.name} newly gets access that is not known: ${listed(unknown)}`;
      return [{ message, person, justified: acceptedFlag(person, "administratorAccess", context) }];
    }),
    // A list that is not known as a whole may name anybody: what is beside the reference does not stand in the plan.
    ...context.access.unplaced().map((address): Concern => {
      const message = `who gets what ${address} gives is known after the apply only`;
      return {
        message,
        address,
        fix: "Refer to a name, which the plan knows: aws_iam_user.alice.name, not aws_iam_user.alice.id.",
      };
    }),
    ...ofType(context.changes, "aws_iam_group_policies_exclusive", "aws_iam_role_policies_exclusive").flatMap(
      (change) => lost(change, context),
    ),
    ...ofType(context.changes, ...newLists).flatMap((change) => closed(change, context)),
    ...context.access.openRoles().map((address): Concern => {
      const message = `who may assume ${address}, which can become administrator, is known after the apply only`;
      return {
        message,
        address,
        fix: "Write the trust policy with names that are known, or create what it refers to in an apply of its own.",
      };
    }),
  ],
};

/** Nobody sees what it said: it may have been a Deny. What a user loses is told with the user. */
function lost(change: InlineList, { changes }: Context): Concern[] {
  const names = new UnmanagedInline(changes).removed(change);
  if (names.length === 0) return [];
  const { before } = change;
  const who = ["group_name", "role_name"].flatMap((attribute) => textOf(before, attribute) ?? []);
  const message = `${who.join("")} loses the inline ${names.length === 1 ? "policy" : "policies"} ${listed(names)}, which no resource of this plan makes; whether it denied something is not known`;
  const fix = "Look at it in the account, and say in the stack what of it is to stay.";
  return [{ message, address: change.address, severity: "warning", fix }];
}

const newLists = [
  "aws_iam_group_policies_exclusive",
  "aws_iam_group_policy_attachments_exclusive",
  "aws_iam_role_policies_exclusive",
  "aws_iam_role_policy_attachments_exclusive",
] as const;

/** A list of all that a group or a role may have, which was there before it: what is not on it is taken away, and no plan shows what that is. */
function closed(change: KnownChange<(typeof newLists)[number]>, { changes }: Context): Concern[] {
  const { action, address, after, type, importing } = change;
  const kind = type.startsWith("aws_iam_group") ? "group" : "role";
  const name = textOf(after, `${kind}_name`);
  const made = ofType(changes, "aws_iam_group", "aws_iam_role").some(
    (one) => one.type === `aws_iam_${kind}` && one.action === "create" && one.after?.name === name,
  );
  if (action !== "create" || importing || name === undefined || made) return [];
  const what = type.includes("attachments") ? "policy" : "inline policy";
  const message = `each ${what} that ${address} does not name is taken away from the ${kind} ${name}; which ones that are no plan shows`;
  return [
    { message, address, severity: "warning", fix: "Import the list first: then the plan shows what is taken away." },
  ];
}
