import { acceptedFlag } from "../acceptance";
import { credentialName } from "../credential";
import type { Concern, DangerRule } from "../danger";

export const plaintextSecret: DangerRule = {
  id: "plaintext-secret",
  severity: "error",
  summary: "A credential is created without a PGP key.",
  why: "Its secret is then in plain text in the state, for everybody who can read that.",
  fix: "Add a pgpKey, or plaintextSecrets with its justification, to the user's entry.",
  opener: "justification",
  check: (context) =>
    context.people.flatMap((person): Concern[] =>
      person.credentials
        .filter(({ encrypted }) => encrypted === false)
        .map((credential) => ({
          message: `${credentialName(credential)} of ${person.name} is created without a PGP key: its secret is in plain text in the state`,
          person,
          address: credential.address,
          justified: acceptedFlag(person, "plaintextSecrets", context),
        })),
    ),
};
