import type { Action } from "../call";
import { requireSshPublicKey } from "../ssh-public-keys";
import type { Status } from "../state";
import { requireUser, userResource } from "../users";

interface Input {
  readonly UserName: string;
  readonly SSHPublicKeyId: string;
  readonly Status: Status;
}

export const UpdateSSHPublicKey: Action<Input> = {
  resource: userResource,
  run(call, input) {
    const user = requireUser(call, input.UserName);
    requireSshPublicKey(call, user, input.SSHPublicKeyId).status = input.Status;
    return undefined;
  },
};
