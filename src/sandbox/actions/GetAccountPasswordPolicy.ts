import type { Action } from "../call";
import { requirePasswordPolicy, writePasswordPolicy } from "../password-policy";

export const GetAccountPasswordPolicy: Action = {
  resource: () => ({ arn: "*" }),
  run: ({ account }) => ({ PasswordPolicy: writePasswordPolicy(requirePasswordPolicy(account)) }),
};
