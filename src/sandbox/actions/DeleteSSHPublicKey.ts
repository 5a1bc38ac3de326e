import type { Action } from "../call";
import { requireSshPublicKey } from "../ssh-public-keys";
import { requireUser, userResource } from "../users";

export const DeleteSSHPublicKey: Action<{ readonly UserName: string; readonly SSHPublicKeyId: string }> = {
  resource: userResource,
  run(call, input) {
    const user = requireUser(call, input.UserName);
    const key = requireSshPublicKey(call, user, input.SSHPublicKeyId);
    user.sshPublicKeys = user.sshPublicKeys.filter((other) => other !== key);
    return undefined;
  },
};
