import { at, type Guard } from "./guard";

export const sshKeyRsa: Guard = {
  id: "ssh-key-rsa",
  severity: "warning",
  summary: "IAM documents ssh-rsa keys of 2048 bits or more, and no other kind.",
  why: "The API reference of UploadSSHPublicKey says: must be encoded in ssh-rsa format or PEM format, 2048 bits or more.",
  fix: "Make one with: ssh-keygen -t rsa -b 4096",
  check: ({ roster }) =>
    roster.users.flatMap((user) =>
      user.sshPublicKeys.flatMap(({ key, publicKey, encoding }) => {
        const kind = publicKey.split(" ", 1)[0];
        if (encoding !== "SSH" || kind === "ssh-rsa") return [];
        const message = `SSH public key ${key} of ${user.key} is of the kind ${kind}; IAM documents ssh-rsa only`;
        return [{ message, ...at(user.origin, "sshPublicKeys", key, "publicKey") }];
      }),
    ),
};
