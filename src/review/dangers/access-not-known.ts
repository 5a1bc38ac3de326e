import { listed } from "../../text/count";
import { acceptedFlag } from "../acceptance";
import type { Concern, DangerRule } from "../danger";

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
