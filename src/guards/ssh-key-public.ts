import { at, type Guard } from "./guard";

export const sshKeyPublic: Guard = {
  id: "ssh-key-public",
  severity: "error",
  summary: "An SSH public key is a public key in the encoding that it names.",
  why: "IAM answers InvalidPublicKey in the middle of an apply; and a private key in a repository is a leak.",
  fix: "Paste the content of id_rsa.pub (encoding SSH), or a PEM public key (encoding: PEM).",
  check: ({ roster }) =>
    roster.users.flatMap((user) =>
      user.sshPublicKeys.flatMap(({ key, publicKey, encoding }) => {
        const shape =
          encoding === "SSH" ? /^[a-z0-9@.-]+ [A-Za-z0-9+/]+={0,3}( [^\n]*)?$/ : /^-----BEGIN [A-Z ]*PUBLIC KEY-----\n/;
        if (shape.test(publicKey)) return [];
        const message = `SSH public key ${key} of ${user.key} is not a public key in the encoding ${encoding}`;
        return [{ message, ...at(user.origin, "sshPublicKeys", key, "publicKey") }];
      }),
    ),
};
