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
 * Policies on things, with which somebody may be let in beside IAM: the attribute that is the document. Those of endpoints are not among them:
 * they let in nobody.
 */
export const thingPolicies = {
  aws_acmpca_policy: "policy",
  aws_api_gateway_rest_api_policy: "policy",
  aws_backup_vault_policy: "policy",
  aws_cloudwatch_event_bus_policy: "policy",
  aws_cloudwatch_log_resource_policy: "policy_document",
  aws_codeartifact_domain_permissions_policy: "policy_document",
  aws_codeartifact_repository_permissions_policy: "policy_document",
  aws_dynamodb_resource_policy: "policy",
  aws_ecr_registry_policy: "policy",
  aws_ecr_repository_policy: "policy",
  aws_efs_file_system_policy: "policy",
  aws_elasticsearch_domain_policy: "access_policies",
  aws_glue_resource_policy: "policy",
  aws_kinesis_resource_policy: "policy",
  aws_kms_external_key: "policy",
  aws_kms_key: "policy",
  aws_kms_key_policy: "policy",
  aws_kms_replica_key: "policy",
  aws_opensearch_domain_policy: "access_policies",
  aws_redshift_resource_policy: "policy",
  aws_s3_bucket_policy: "policy",
  aws_s3control_access_point_policy: "policy",
  aws_secretsmanager_secret: "policy",
  aws_secretsmanager_secret_policy: "policy",
  aws_ses_identity_policy: "policy",
  aws_sns_topic: "policy",
  aws_sns_topic_policy: "policy",
  aws_sqs_queue: "policy",
  aws_sqs_queue_policy: "policy",
} as const;

export type ThingPolicyType = keyof typeof thingPolicies;

export const thingPolicyTypes = Object.keys(thingPolicies) as ThingPolicyType[];

const ofThingPolicies = Object.fromEntries(
  Object.entries(thingPolicies).map(([type, attribute]) => [type, { [attribute]: "document", arn: "text" }]),
) as {
  readonly [Type in ThingPolicyType]: { readonly [Attribute in (typeof thingPolicies)[Type]]: "document" } & {
    readonly arn: "text";
  };
};

/** What lets somebody in beside IAM, and has no document. */
const ofPermissions = {
  aws_lambda_permission: {
    action: "text",
    principal: "text",
    principal_org_id: "text",
    source_account: "text",
    source_arn: "text",
  },
} as const satisfies Readonly<Record<string, Attributes>>;

/**
 * The attributes that are known to be harmless, by resource type. This is all of a value that is ever read: what is not
 * named here never enters the model, so nothing that has the model can print a secret.
 */
export const attributes: CredentialAttributes & typeof ofThings & typeof ofThingPolicies & typeof ofPermissions = {
  ...ofCredentials,
  ...ofThings,
  ...ofThingPolicies,
  ...ofPermissions,
};

export type KnownType = keyof typeof attributes;

/** Resource types whose meaning for people is known; everything else is counted and named. */
export const knownTypes = Object.keys(attributes) as KnownType[];

export function isKnownType(type: string): type is KnownType {
  return Object.hasOwn(attributes, type);
}
