import type { Action } from "../call";
import { requireServiceCredential } from "../service-credentials";
import type { Status } from "../state";
import { type NamesUser, namedOrCalling, userResource } from "../users";

interface Input extends NamesUser {
  readonly ServiceSpecificCredentialId: string;
  readonly Status: Status;
}

export const UpdateServiceSpecificCredential: Action<Input> = {
  resource: userResource,
  run(call, input) {
    const user = namedOrCalling(call, input.UserName);
    requireServiceCredential(user, input.ServiceSpecificCredentialId).status = input.Status;
    return undefined;
  },
};
