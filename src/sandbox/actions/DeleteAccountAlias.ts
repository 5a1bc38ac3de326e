import type { Action } from "../call";
import { noSuchEntity } from "../errors";

export const DeleteAccountAlias: Action<{ readonly AccountAlias: string }> = {
  resource: () => ({ arn: "*" }),
  run({ account }, input) {
    if (account.alias !== input.AccountAlias) {
      throw noSuchEntity(`The account alias ${input.AccountAlias} cannot be found.`);
    }
    delete account.alias;
    return undefined;
  },
};
