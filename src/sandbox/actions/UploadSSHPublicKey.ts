import type { Action } from "../call";
import { AwsError, quotaExceeded } from "../errors";
import { uniqueId } from "../ids";
import { readSshPublicKey, SSH_PUBLIC_KEYS_PER_USER, sshFingerprint, writeSshPublicKey } from "../ssh-public-keys";
import type { SshPublicKey } from "../state";
import { requireUser, userResource } from "../users";

interface Input {
  readonly UserName: string;
  readonly SSHPublicKeyBody: string;
}

export const UploadSSHPublicKey: Action<Input> = {
  resource: userResource,
  run(call, input) {
    const user = requireUser(call, input.UserName);
    const blob = readSshPublicKey(input.SSHPublicKeyBody);
    if (user.sshPublicKeys.some((key) => readSshPublicKey(key.body).equals(blob))) {
      throw new AwsError(
        400,
        "DuplicateSSHPublicKey",
        "The SSH public key is already associated with the specified IAM user.",
      );
    }
    if (user.sshPublicKeys.length >= SSH_PUBLIC_KEYS_PER_USER) {
      throw quotaExceeded("SSHPublicKeysPerUser", SSH_PUBLIC_KEYS_PER_USER);
    }
    const key: SshPublicKey = {
      sshPublicKeyId: uniqueId("APKA"),
      fingerprint: sshFingerprint(blob),
      body: input.SSHPublicKeyBody,
      status: "Active",
      uploadDate: call.time,
    };
    user.sshPublicKeys.push(key);
    call.runtime.faults.created(`sshPublicKey/${key.sshPublicKeyId}`, call.now);
    return { SSHPublicKey: writeSshPublicKey(user, key, key.body.startsWith("ssh-rsa") ? "SSH" : "PEM") };
  },
};
