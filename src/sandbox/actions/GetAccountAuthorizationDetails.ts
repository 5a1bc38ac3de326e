import { accountDetails } from "../account-details";
import type { Action } from "../call";
import { type PageRequest, paginate } from "../pagination";

interface Input extends PageRequest {
  readonly Filter?: string[];
}

export const GetAccountAuthorizationDetails: Action<Input> = {
  resource: () => ({ arn: "*" }),
  run(call, input) {
    const wanted = input.Filter?.length ? new Set(input.Filter) : undefined;
    const all = accountDetails(call).filter((detail) => wanted === undefined || wanted.has(detail.kind));
    const page = paginate(call.action, all, (detail) => `${detail.kind}/${detail.name}`, input);
    const of = (...kinds: string[]) =>
      page.items.filter(({ kind }) => kinds.includes(kind)).map(({ write }) => write());
    return {
      IsTruncated: page.IsTruncated,
      UserDetailList: of("User"),
      GroupDetailList: of("Group"),
      RoleDetailList: of("Role"),
      Policies: of("LocalManagedPolicy", "AWSManagedPolicy"),
      Marker: page.Marker,
    };
  },
};
