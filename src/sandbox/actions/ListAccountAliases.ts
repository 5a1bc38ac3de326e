import type { Action } from "../call";
import { listing, type PageRequest, paginate } from "../pagination";

export const ListAccountAliases: Action<PageRequest> = {
  resource: () => ({ arn: "*" }),
  run({ account, action }, input) {
    const aliases = account.alias === undefined ? [] : [account.alias];
    return listing("AccountAliases", paginate(action, aliases, String, input), String);
  },
};
