/** The calls of each command, by what they are done to. A test runs each with exactly these, and misses none. */
const needs = {
  audit: {
    user: ["iam:ListSSHPublicKeys", "iam:ListServiceSpecificCredentials"],
    "*": [
      "iam:GenerateCredentialReport",
      "iam:GetAccountAuthorizationDetails",
      "iam:GetCredentialReport",
      "iam:ListVirtualMFADevices",
    ],
  },
  /** Its own calls, and what the provider reads for the plan that proves. */
  adopt: {
    user: [
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
    ],
    group: ["iam:GetGroup", "iam:ListAttachedGroupPolicies"],
    mfa: ["iam:ListMFADeviceTags"],
    "*": ["iam:GetAccountAuthorizationDetails", "iam:ListVirtualMFADevices"],
  },
  /** All optional: what it may not ask it says, and goes on. */
  doctor: {
    role: ["iam:GetRole", "sts:AssumeRole"],
    "*": ["iam:ListRoles", "iam:SimulatePrincipalPolicy"],
  },
} as const;

export type AskingCommand = keyof typeof needs;

/** The least that a command needs, as an IAM policy. STS asks for no permission for GetCallerIdentity. */
export function leastPolicy(command: AskingCommand, accountId: string) {
  const statements = Object.entries(needs[command]).map(([scope, actions]) => ({
    Effect: "Allow",
    Action: [...actions].sort(),
    Resource: scope === "*" ? "*" : `arn:aws:iam::${accountId}:${scope}/*`,
  }));
  return { Version: "2012-10-17", Statement: statements };
}

/** Every action of a command, sorted. */
export function neededActions(command: AskingCommand): string[] {
  return Object.values(needs[command])
    .flatMap((actions) => [...actions])
    .sort();
}
