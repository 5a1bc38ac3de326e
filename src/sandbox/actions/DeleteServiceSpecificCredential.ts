import type { Action } from "../call";
import { requireServiceCredential } from "../service-credentials";
import { type NamesUser, namedOrCalling, userResource } from "../users";

export const DeleteServiceSpecificCredential: Action<NamesUser & { readonly ServiceSpecificCredentialId: string }> = {
  resource: userResource,
  run(call, input) {
    const user = namedOrCalling(call, input.UserName);
    const credential = requireServiceCredential(user, input.ServiceSpecificCredentialId);
    user.serviceSpecificCredentials = user.serviceSpecificCredentials.filter((other) => other !== credential);
    return undefined;
  },
};
