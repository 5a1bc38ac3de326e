import { holdingKinds, holdings } from "../terms/holdings";
import { credentialKinds, kinds } from "../terms/kinds";
import { iamArn, type Partition } from "../terms/partitions";

/** What an action is done to, as IAM's policies name it (Service Authorization Reference). */
type Scope = "user" | "mfa" | "group" | "policy" | "role" | "key" | "bucket" | "*";

/** The calls of a command by what they are done to. A test runs each command with exactly these, and misses none. */
type Permissions = Readonly<Partial<Record<Scope, readonly string[]>>>;

const readHoldings = ["iam:GetUser", ...holdingKinds.map((kind) => holdings[kind].actions.list)];

/** STS asks for no permission for GetCallerIdentity; it is not listed. */
const permissions = {
  preflight: {
    user: [...readHoldings, "iam:GetAccessKeyLastUsed"],
    group: ["iam:GetGroup", "iam:ListAttachedGroupPolicies", "iam:ListGroupPolicies"],
    key: ["kms:GetKeyPolicy", "kms:ListGrants"],
    bucket: ["s3:GetBucketPolicy"],
    "*": [
      "cloudtrail:LookupEvents",
      "iam:GenerateCredentialReport",
      "iam:GetAccountAuthorizationDetails",
      "iam:GetAccountSummary",
      "iam:GetCredentialReport",
      "iam:ListAccountAliases",
      "iam:ListGroups",
      "iam:ListPolicies",
      "iam:ListUsers",
      "iam:ListVirtualMFADevices",
      "kms:ListAliases",
      "kms:ListKeys",
      "s3:ListAllMyBuckets",
    ],
  },
  sweep: {
    user: [
      ...readHoldings,
      ...holdingKinds
        .map((kind) => holdings[kind].actions.remove)
        .filter((action) => action !== "iam:RemoveUserFromGroup"),
    ],
    group: ["iam:RemoveUserFromGroup"],
    mfa: ["iam:DeleteVirtualMFADevice"],
    "*": ["iam:ListVirtualMFADevices"],
  },
  verify: {
    user: ["iam:GetUser"],
    group: ["iam:GetGroup"],
    "*": ["iam:ListUsers", "iam:ListVirtualMFADevices"],
  },
  audit: {
    user: ["iam:ListAccessKeys", "iam:ListSSHPublicKeys"],
    "*": [
      "iam:GenerateCredentialReport",
      "iam:GetAccountAuthorizationDetails",
      "iam:GetCredentialReport",
      // Of all users at once: no user is its resource.
      "iam:ListServiceSpecificCredentials",
      "iam:ListVirtualMFADevices",
    ],
  },
  analyzer: { "*": ["access-analyzer:ValidatePolicy"] },
  promote: { user: ["iam:GetUser", "iam:ListMFADevices"] },
  leave: { user: ["iam:GetUser", "iam:ListAccessKeys", "iam:GetAccessKeyLastUsed"], "*": ["cloudtrail:LookupEvents"] },
  rotate: { user: ["iam:ListAccessKeys", "iam:GetAccessKeyLastUsed"] },
  adopt: {
    user: [...credentialKinds.map((kind) => kinds[kind].actions.list), "iam:GetSSHPublicKey"],
    policy: ["iam:GetPolicy", "iam:GetPolicyVersion"],
    "*": ["iam:GetAccountAuthorizationDetails"],
  },
  doctor: {
    user: ["iam:GetUser", "iam:ListMFADevices", "iam:SimulatePrincipalPolicy"],
    role: ["iam:GetRole", "iam:SimulatePrincipalPolicy", "sts:AssumeRole"],
    "*": ["iam:ListRoles"],
  },
} as const satisfies Readonly<Record<string, Permissions>>;

/** What the provider itself reads to import users, found by running it: `adopt` proves an adoption with a plan. */
const importPermissions = {
  user: [
    "iam:GetAccessKeyLastUsed",
    "iam:GetLoginProfile",
    "iam:GetSSHPublicKey",
    "iam:GetUser",
    "iam:GetUserPolicy",
    "iam:ListAccessKeys",
    "iam:ListAttachedUserPolicies",
    "iam:ListGroupsForUser",
    "iam:ListSSHPublicKeys",
    "iam:ListServiceSpecificCredentials",
    "iam:ListSigningCertificates",
    "iam:ListUserPolicies",
  ],
  mfa: ["iam:ListMFADeviceTags"],
  group: ["iam:GetGroup", "iam:ListAttachedGroupPolicies"],
  "*": ["iam:ListVirtualMFADevices"],
} as const satisfies Permissions;

/** What the provider itself calls for the resources of a roster, as a test finds by running it. `deploy` needs these beside the others. */
export const terraformPermissions = {
  user: [
    "iam:AttachUserPolicy",
    "iam:CreateAccessKey",
    "iam:CreateLoginProfile",
    "iam:CreateServiceSpecificCredential",
    "iam:CreateUser",
    "iam:DeactivateMFADevice",
    "iam:DeleteAccessKey",
    "iam:DeleteLoginProfile",
    "iam:DeleteSSHPublicKey",
    "iam:DeleteServiceSpecificCredential",
    "iam:DeleteSigningCertificate",
    "iam:DeleteUser",
    "iam:DeleteUserPermissionsBoundary",
    "iam:DeleteUserPolicy",
    "iam:DetachUserPolicy",
    "iam:GetAccessKeyLastUsed",
    "iam:GetLoginProfile",
    "iam:GetSSHPublicKey",
    "iam:GetUser",
    "iam:GetUserPolicy",
    "iam:ListAccessKeys",
    "iam:ListAttachedUserPolicies",
    "iam:ListGroupsForUser",
    "iam:ListMFADevices",
    "iam:ListSSHPublicKeys",
    "iam:ListServiceSpecificCredentials",
    "iam:ListSigningCertificates",
    "iam:ListUserPolicies",
    "iam:PutUserPermissionsBoundary",
    "iam:PutUserPolicy",
    "iam:TagUser",
    "iam:UntagUser",
    "iam:UpdateAccessKey",
    "iam:UpdateSSHPublicKey",
    "iam:UpdateServiceSpecificCredential",
    "iam:UpdateSigningCertificate",
    "iam:UpdateUser",
    "iam:UploadSSHPublicKey",
    "iam:UploadSigningCertificate",
  ],
  mfa: ["iam:CreateVirtualMFADevice", "iam:DeleteVirtualMFADevice", "iam:ListMFADeviceTags", "iam:TagMFADevice"],
  group: [
    "iam:AddUserToGroup",
    "iam:AttachGroupPolicy",
    "iam:CreateGroup",
    "iam:DeleteGroup",
    "iam:DetachGroupPolicy",
    "iam:GetGroup",
    "iam:ListAttachedGroupPolicies",
    "iam:RemoveUserFromGroup",
    "iam:UpdateGroup",
  ],
  policy: [
    "iam:CreatePolicy",
    "iam:CreatePolicyVersion",
    "iam:DeletePolicy",
    "iam:DeletePolicyVersion",
    "iam:GetPolicy",
    "iam:GetPolicyVersion",
    "iam:ListPolicyVersions",
    "iam:TagPolicy",
    "iam:UntagPolicy",
  ],
  "*": ["iam:ListVirtualMFADevices"],
} as const satisfies Permissions;

/** Commands that Terraform runs for need what its provider calls, too. */
const needs = {
  validate: [permissions.analyzer],
  review: [permissions.analyzer],
  preflight: [permissions.preflight],
  sweep: [permissions.sweep],
  verify: [permissions.verify],
  audit: [permissions.audit],
  promote: [permissions.promote],
  leave: [permissions.leave],
  rotate: [permissions.rotate],
  adopt: [permissions.adopt, importPermissions],
  doctor: [permissions.doctor],
  deploy: [permissions.preflight, permissions.verify, terraformPermissions],
} as const satisfies Readonly<Record<string, readonly Permissions[]>>;

export type PermittedCommand = keyof typeof needs;

export const permittedCommands = Object.keys(needs) as readonly PermittedCommand[];

/** Every action of a command, sorted. */
export function actionsOf(command: PermittedCommand): string[] {
  return [...new Set(partsOf(command).flatMap((part) => Object.values(part).flat()))].sort();
}

export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly {
    readonly Effect: "Allow";
    readonly Action: readonly string[];
    readonly Resource: string;
  }[];
}

/** The least that a command needs, as an IAM policy. @param accountId twelve digits; @param partition of the account */
export function policyFor(command: PermittedCommand, accountId: string, partition: Partition = "aws"): PolicyDocument {
  const resources: Readonly<Record<Scope, string>> = {
    user: iamArn(partition, accountId, "user/*"),
    mfa: iamArn(partition, accountId, "mfa/*"),
    group: iamArn(partition, accountId, "group/*"),
    policy: iamArn(partition, accountId, "policy/*"),
    role: iamArn(partition, accountId, "role/*"),
    key: `arn:${partition}:kms:*:${accountId}:key/*`,
    bucket: `arn:${partition}:s3:::*`,
    "*": "*",
  };
  const statements = (Object.keys(resources) as Scope[]).flatMap((scope) => {
    const actions = [...new Set(partsOf(command).flatMap((part) => part[scope] ?? []))].sort();
    return actions.length === 0 ? [] : [{ Effect: "Allow" as const, Action: actions, Resource: resources[scope] }];
  });
  return { Version: "2012-10-17", Statement: statements };
}

/** What the record of who is leaving needs beside a state in S3. @param key of the state */
export function recordPolicy(bucket: string, key: string, partition: Partition = "aws"): PolicyDocument {
  const arn = `arn:${partition}:s3:::${bucket}`;
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
        Resource: `${arn}/${key}.pending.json`,
      },
      { Effect: "Allow", Action: ["s3:ListBucket"], Resource: arn },
    ],
  };
}

/** What `roster log` needs: no deletion, so that what was written stays. */
export function keptLogPolicy(bucket: string, key: string, partition: Partition = "aws"): PolicyDocument {
  const arn = `arn:${partition}:s3:::${bucket}`;
  return {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: `${arn}/${key}` },
      { Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: `${arn}/${key}.head` },
      { Effect: "Allow", Action: ["s3:ListBucket"], Resource: arn },
    ],
  };
}

function partsOf(command: PermittedCommand): readonly Permissions[] {
  return needs[command];
}
