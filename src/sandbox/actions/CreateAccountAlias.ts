import type { Action } from "../call";
import { entityAlreadyExists } from "../errors";

export const CreateAccountAlias: Action<{ readonly AccountAlias: string }> = {
  resource: () => ({ arn: "*" }),
  run({ account, state }, input) {
    const taken = Object.values(state.accounts).some(
      (other) => other !== account && other.alias === input.AccountAlias,
    );
    if (taken) throw entityAlreadyExists(`The account alias ${input.AccountAlias} already exists.`);
    // An account has one alias: a new one replaces the old one (API reference, CreateAccountAlias).
    account.alias = input.AccountAlias;
    return undefined;
  },
};
