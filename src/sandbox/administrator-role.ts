import { parseArn } from "../terms/arns";
import { awsPolicyArn, iamArn, partitionOfArn } from "../terms/partitions";
import { uniqueId } from "./ids";
import { addAccount, nameKey, type Role, type SandboxState, table } from "./state";

export interface AdministratorRole {
  readonly roleArn: string;
  /** @default - no ExternalId is asked for */
  readonly externalId?: string | undefined;
  /** The account whose principals may assume the role. @default - the role's own */
  readonly trustedAccountId?: string | undefined;
}

/**
 * Puts into a state the role that a configuration assumes (`account.assumeRole`), so that the same configuration
 * serves the sandbox and AWS. The role may do everything; its account is added where it is missing.
 * @throws RangeError where the ARN is not one of a role
 */
export function addAdministratorRole(state: SandboxState, given: AdministratorRole): Role {
  const arn = parseArn(given.roleArn);
  const match = /^role(\/(?:.*\/)?)([\w+=,.@-]{1,64})$/.exec(arn?.service === "iam" ? arn.resource : "");
  if (!arn || !match) throw new RangeError(`Not the ARN of a role: ${given.roleArn}`);
  const [, path = "/", roleName = ""] = match;
  const partition = partitionOfArn(given.roleArn) ?? "aws";
  const account = addAccount(state, arn.accountId, partition);
  const condition =
    given.externalId === undefined ? {} : { Condition: { StringEquals: { "sts:ExternalId": given.externalId } } };
  const principal = { AWS: iamArn(partition, given.trustedAccountId ?? arn.accountId, "root") };
  const trust = { Effect: "Allow", Principal: principal, Action: "sts:AssumeRole", ...condition };
  const role: Role = {
    roleName,
    roleId: uniqueId("AROA"),
    path,
    createDate: account.createDate,
    assumeRolePolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [trust] }),
    maxSessionDuration: 43_200,
    tags: [],
    attachedPolicies: [awsPolicyArn(partition, "AdministratorAccess")],
    inlinePolicies: table(),
  };
  account.roles[nameKey(roleName)] = role;
  return role;
}
