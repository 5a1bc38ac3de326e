import type { Attributes } from "../terms/copied";
import { type CredentialKind, credentialKinds, type Kinds, kinds } from "../terms/kinds";

type CredentialAttributes = { readonly [Kind in CredentialKind as Kinds[Kind]["type"]]: Kinds[Kind]["attributes"] };

const ofCredentials = Object.fromEntries(
  credentialKinds.map((kind) => [kinds[kind].type, kinds[kind].attributes]),
) as CredentialAttributes;

/** What is known of users, groups and policies. Some of a user's is for questions to the account: reviews do not show it. */
const ofThings = {
  aws_iam_user: {
    name: "text",
    id: "text",
    unique_id: "text",
    arn: "text",
    path: "text",
    permissions_boundary: "text",
    force_destroy: "flag",
    tags: "tags",
    tags_all: "tags",
  },
  aws_iam_user_group_membership: { user: "text", groups: "texts" },
  aws_iam_user_policy: { user: "text", name: "text", policy: "document" },
  aws_iam_user_policy_attachment: { user: "text", policy_arn: "text" },
  aws_iam_user_policies_exclusive: { user_name: "text", policy_names: "texts" },
  aws_iam_user_policy_attachments_exclusive: { user_name: "text", policy_arns: "texts" },
  aws_iam_group: { name: "text", path: "text" },
  aws_iam_group_membership: { group: "text", users: "texts" },
  aws_iam_group_policy: { group: "text", name: "text", policy: "document" },
  aws_iam_group_policy_attachment: { group: "text", policy_arn: "text" },
  aws_iam_group_policy_attachments_exclusive: { group_name: "text", policy_arns: "texts" },
  aws_iam_policy_attachment: { policy_arn: "text", users: "texts", groups: "texts", roles: "texts" },
  aws_iam_role: {
    name: "text",
    path: "text",
    arn: "text",
    permissions_boundary: "text",
    assume_role_policy: "document",
    managed_policy_arns: "texts",
    inline_policy: "documents",
  },
  aws_iam_role_policy: { role: "text", name: "text", policy: "document" },
  aws_iam_role_policy_attachment: { role: "text", policy_arn: "text" },
  aws_iam_role_policy_attachments_exclusive: { role_name: "text", policy_arns: "texts" },
  aws_iam_policy: { name: "text", path: "text", arn: "text", policy: "document" },
} as const satisfies Readonly<Record<string, Attributes>>;

/**
 * The attributes that are known to be harmless, by resource type. This is all of a value that is ever read: what is not
 * named here never enters the model, so nothing that has the model can print a secret.
 */
export const attributes: CredentialAttributes & typeof ofThings = { ...ofCredentials, ...ofThings };

export type KnownType = keyof typeof attributes;

/** Resource types whose meaning for people is known; everything else is counted and named. */
export const knownTypes = Object.keys(attributes) as KnownType[];

export function isKnownType(type: string): type is KnownType {
  return Object.hasOwn(attributes, type);
}
