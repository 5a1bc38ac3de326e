import type { Action } from "../call";
import { requireSshPublicKey, writeSshPublicKey } from "../ssh-public-keys";
import { requireUser, userResource } from "../users";

interface Input {
  readonly UserName: string;
  readonly SSHPublicKeyId: string;
  readonly Encoding: "SSH" | "PEM";
}

export const GetSSHPublicKey: Action<Input> = {
  resource: userResource,
  run(call, input) {
    const user = requireUser(call, input.UserName);
    const key = requireSshPublicKey(call, user, input.SSHPublicKeyId);
    return { SSHPublicKey: writeSshPublicKey(user, key, input.Encoding) };
  },
};
