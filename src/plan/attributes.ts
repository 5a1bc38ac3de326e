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
  aws_iam_group_policies_exclusive: { group_name: "text", policy_names: "texts" },
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
  aws_iam_role_policies_exclusive: { role_name: "text", policy_names: "texts" },
  aws_iam_role_policy_attachments_exclusive: { role_name: "text", policy_arns: "texts" },
  aws_iam_policy: { name: "text", path: "text", arn: "text", policy: "document" },
} as const satisfies Readonly<Record<string, Attributes>>;

/**
 * Policies on things, with which somebody may be let in beside IAM: the attribute that is the document. Those of endpoints and of
 * APIs are not among them: without one everybody is let in.
 */
export const thingPolicies = {
  aws_acmpca_policy: "policy",
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

/** How people and machines sign in. A fingerprint of a certificate is no secret. */
const ofSigningIn = {
  aws_iam_openid_connect_provider: { arn: "text", url: "text", client_id_list: "texts", thumbprint_list: "texts" },
  aws_iam_saml_provider: { arn: "text", name: "text" },
  aws_iam_account_password_policy: {
    minimum_password_length: "number",
    password_reuse_prevention: "number",
    max_password_age: "number",
    require_lowercase_characters: "flag",
    require_uppercase_characters: "flag",
    require_numbers: "flag",
    require_symbols: "flag",
  },
} as const satisfies Readonly<Record<string, Attributes>>;

/** Permission sets of IAM Identity Center, with who has them where. */
const ofIdentityCenter = {
  aws_ssoadmin_permission_set: { arn: "text", name: "text" },
  aws_ssoadmin_managed_policy_attachment: { permission_set_arn: "text", managed_policy_arn: "text" },
  aws_ssoadmin_permission_set_inline_policy: { permission_set_arn: "text", inline_policy: "document" },
  aws_ssoadmin_account_assignment: {
    permission_set_arn: "text",
    principal_type: "text",
    principal_id: "text",
    target_id: "text",
  },
} as const satisfies Readonly<Record<string, Attributes>>;

/** What an organization allows its accounts at most. */
const ofOrganizations = {
  aws_organizations_policy: { name: "text", content: "document" },
  aws_organizations_policy_attachment: { policy_id: "text", target_id: "text" },
} as const satisfies Readonly<Record<string, Attributes>>;

/** Which key a policy or a grant is of. */
const ofKeys = {
  aws_kms_key_policy: { policy: "document", arn: "text", key_id: "text" },
  aws_kms_grant: {
    grant_id: "text",
    key_id: "text",
    grantee_principal: "text",
    retiring_principal: "text",
    operations: "texts",
  },
} as const satisfies Readonly<Record<string, Attributes>>;

/** What lets somebody in beside IAM, and has no document; and what keeps everybody out. */
const ofPermissions = {
  aws_lambda_permission: {
    action: "text",
    principal: "text",
    principal_org_id: "text",
    source_account: "text",
    source_arn: "text",
  },
  aws_lambda_function_url: { function_name: "text", authorization_type: "text" },
  aws_ram_principal_association: { principal: "text" },
  aws_iam_instance_profile: { name: "text", role: "text" },
  aws_s3_bucket_public_access_block: {
    bucket: "text",
    block_public_acls: "flag",
    block_public_policy: "flag",
    ignore_public_acls: "flag",
    restrict_public_buckets: "flag",
  },
} as const satisfies Readonly<Record<string, Attributes>>;

/**
 * The attributes that are known to be harmless, by resource type. This is all of a value that is ever read: what is not
 * named here never enters the model, so nothing that has the model can print a secret.
 */
export const attributes: CredentialAttributes &
  typeof ofThings &
  typeof ofThingPolicies &
  typeof ofKeys &
  typeof ofSigningIn &
  typeof ofIdentityCenter &
  typeof ofOrganizations &
  typeof ofPermissions = {
  ...ofCredentials,
  ...ofThings,
  ...ofThingPolicies,
  ...ofKeys,
  ...ofSigningIn,
  ...ofIdentityCenter,
  ...ofOrganizations,
  ...ofPermissions,
};

export type KnownType = keyof typeof attributes;

/** Resource types whose meaning for people is known; everything else is counted and named. */
export const knownTypes = Object.keys(attributes) as KnownType[];

export function isKnownType(type: string): type is KnownType {
  return Object.hasOwn(attributes, type);
}
