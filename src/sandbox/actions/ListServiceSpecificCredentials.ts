import { iamArn } from "../arns";
import type { Action } from "../call";
import { listing, type PageRequest, paginate } from "../pagination";
import { requireService, writeServiceCredential } from "../service-credentials";
import { type NamesUser, namedOrCalling, userResource } from "../users";

interface Input extends NamesUser, PageRequest {
  readonly ServiceName?: string;
  readonly AllUsers?: boolean;
}

export const ListServiceSpecificCredentials: Action<Input> = {
  resource: (call, input) => (input.AllUsers ? { arn: iamArn(call.account, "user/*") } : userResource(call, input)),
  run(call, input) {
    const users = input.AllUsers ? Object.values(call.account.users) : [namedOrCalling(call, input.UserName)];
    if (input.ServiceName !== undefined) requireService(input.ServiceName);
    const all = users
      .flatMap((user) => user.serviceSpecificCredentials.map((credential) => ({ user, credential })))
      .filter(({ credential }) => input.ServiceName === undefined || credential.serviceName === input.ServiceName);
    const page = paginate(call.action, all, ({ credential }) => credential.serviceSpecificCredentialId, input);
    return listing("ServiceSpecificCredentials", page, ({ user, credential }) =>
      writeServiceCredential(user, credential),
    );
  },
};
