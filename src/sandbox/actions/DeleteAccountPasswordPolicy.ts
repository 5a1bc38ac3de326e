import type { Action } from "../call";
import { noSuchEntity } from "../errors";

export const DeleteAccountPasswordPolicy: Action = {
  resource: () => ({ arn: "*" }),
  run({ account }) {
    if (!account.passwordPolicy) throw noSuchEntity("The account policy with name PasswordPolicy cannot be found.");
    delete account.passwordPolicy;
    return undefined;
  },
};
