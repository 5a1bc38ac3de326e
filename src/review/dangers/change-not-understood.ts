import { type Change, isChange } from "../../plan/change";
import type { Concern, DangerRule } from "../danger";

export const changeNotUnderstood: DangerRule = {
  id: "change-not-understood",
  severity: "warning",
  summary: "Something of IAM changes whose meaning for people is not known here.",
  why: "It may give people access, or change how they sign in, and no line of this review says so.",
  fix: "Read the change in the plan.",
  opener: "operator",
  check: ({ changes }) =>
    changes.flatMap((change): Concern[] => {
      const { address, resourceType, type } = change;
      if (change.action === "unknown" && (type !== "other" || concernsPeople(resourceType))) {
        const message = `what happens to ${address} is not known here: the plan has an action that this version does not know`;
        return [{ message, address, severity: "error", fix: "Take a newer iam-roster." }];
      }
      if (type !== "other" || !happens(change) || !concernsPeople(resourceType)) return [];
      return [
        { message: `${address} is ${verbs[change.action]}, and what that means for people is not known here`, address },
      ];
    }),
};

/** A move or an import changes nobody's access. */
function happens(change: Change): boolean {
  return isChange(change) && change.action !== "no-op" && change.action !== "read";
}

const verbs: Readonly<Record<Change["action"], string>> = {
  ...{ "no-op": "kept", read: "read", create: "created", update: "changed", delete: "deleted", replace: "replaced" },
  ...{ forget: "no longer managed", unknown: "changed" },
};

/** IAM, IAM Identity Center, what an organization allows its accounts, and who gets into clusters and by pools of identities. */
const families =
  /^(?:aws|awscc)_(?:iam|ssoadmin|sso|identitystore|organizations_policy|rolesanywhere|eks_access|cognito_identity_pool_roles)_/;

/** Of IAM, and of no person: certificates, names of the account, and roles of services. */
const harmless: ReadonlySet<string> = new Set([
  ...["aws_iam_account_alias", "aws_iam_instance_profile", "aws_iam_server_certificate", "aws_iam_service_linked_role"],
]);

function concernsPeople(type: string): boolean {
  return (families.test(`${type}_`) || families.test(type)) && !harmless.has(type);
}
