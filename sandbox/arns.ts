import type { Account, Group, Policy, Role, User } from "./state";

export const userArn = (account: Account, user: User) =>
  `arn:aws:iam::${account.accountId}:user${user.path}${user.userName}`;
export const groupArn = (account: Account, group: Group) =>
  `arn:aws:iam::${account.accountId}:group${group.path}${group.groupName}`;
export const roleArn = (account: Account, role: Role) =>
  `arn:aws:iam::${account.accountId}:role${role.path}${role.roleName}`;
export const policyArn = (account: Account, policy: Policy) =>
  `arn:aws:iam::${account.accountId}:policy${policy.path}${policy.policyName}`;

/** An ARN of IAM in an account, `iamArn(account, "user/alice")`. */
export const iamArn = (account: Account, rest: string) => `arn:aws:iam::${account.accountId}:${rest}`;
