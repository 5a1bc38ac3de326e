import { type Partition, iamArn as partitionArn } from "../terms/partitions";
import type { Account, Group, Policy, Role, User } from "./state";

/** Accounts are in `aws` unless their state says otherwise. */
export const partitionOf = ({ partition = "aws" }: Account): Partition => partition;

/** An ARN of IAM in an account, `iamArn(account, "user/alice")`. */
export const iamArn = (account: Account, rest: string) => partitionArn(partitionOf(account), account.accountId, rest);

/** The same of another service, `serviceArn(account, "kms", "key/1234", "eu-west-1")`. */
export const serviceArn = (account: Account, service: string, rest: string, region = "") =>
  `arn:${partitionOf(account)}:${service}:${region}:${account.accountId}:${rest}`;

export const userArn = (account: Account, user: User) => iamArn(account, `user${user.path}${user.userName}`);
export const groupArn = (account: Account, group: Group) => iamArn(account, `group${group.path}${group.groupName}`);
export const roleArn = (account: Account, role: Role) => iamArn(account, `role${role.path}${role.roleName}`);
export const policyArn = (account: Account, policy: Policy) =>
  iamArn(account, `policy${policy.path}${policy.policyName}`);
