import type { Action } from "../call";
import { DEFAULT_PASSWORD_POLICY } from "../password-policy";
import type { PasswordPolicy } from "../state";

export const UpdateAccountPasswordPolicy: Action<Partial<PasswordPolicy>> = {
  resource: () => ({ arn: "*" }),
  run({ account }, input) {
    account.passwordPolicy = { ...DEFAULT_PASSWORD_POLICY, ...input };
    return undefined;
  },
};
