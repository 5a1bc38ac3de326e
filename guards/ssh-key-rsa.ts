import { at, type Guard } from "./guard";

const id = "ssh-key-rsa";

export const sshKeyRsa: Guard = {
  id,
  summary: "IAM documents ssh-rsa keys of 2048 bits or more, and no other kind.",
  why: "The API reference of UploadSSHPublicKey says: must be encoded in ssh-rsa format or PEM format, 2048 bits or more.",
  fix: "Make one with: ssh-keygen -t rsa -b 4096",
  check: (roster) =>
    roster.users.flatMap((user) =>
      user.sshPublicKeys.flatMap(({ key, publicKey, encoding }) => {
        const kind = publicKey.split(" ", 1)[0];
        if (encoding !== "SSH" || kind === "ssh-rsa") return [];
        const message = `SSH public key ${key} of ${user.key} is of the kind ${kind}; IAM documents ssh-rsa only`;
        const fix = "Make one with: ssh-keygen -t rsa -b 4096";
        return [{ id, message, fix, ...at(user.origin, "sshPublicKeys", key, "publicKey") }];
      }),
    ),
};
