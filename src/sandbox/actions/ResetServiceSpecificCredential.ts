import type { Action } from "../call";
import { requireServiceCredential, servicePassword, writeServiceCredential } from "../service-credentials";
import { type NamesUser, namedOrCalling, userResource } from "../users";

export const ResetServiceSpecificCredential: Action<NamesUser & { readonly ServiceSpecificCredentialId: string }> = {
  resource: userResource,
  run(call, input) {
    const user = namedOrCalling(call, input.UserName);
    const credential = requireServiceCredential(user, input.ServiceSpecificCredentialId);
    return { ServiceSpecificCredential: writeServiceCredential(user, credential, servicePassword()) };
  },
};
