import type { LoginProfile, Slot, User } from "../roster/roster";
import { writeFlag } from "../terms/flags";
import { type CredentialKind, credentialKinds, kinds } from "../terms/kinds";
import { flagGuard, type Need } from "./guard";

export const plaintextSecretsJustified = flagGuard({
  flag: "plaintextSecrets",
  summary: "A credential whose secret is in plain text in the state needs plaintextSecrets.",
  why: "Whoever can read the state can read the secret: a password, an access key, or the password of a service.",
  fix: `Give it a pgpKey (or defaults.pgpKey), or add ${writeFlag("plaintextSecrets")}`,
  needs: () => (user) => credentialKinds.flatMap((kind) => needsOf(user, kind)),
});

function needsOf(user: User, kind: CredentialKind): Need[] {
  const { section, noun, secret } = kinds[kind];
  const held: readonly Slot[] | LoginProfile | undefined = user[section];
  if ((secret !== "pgp" && secret !== "clear") || held === undefined) return [];
  if (!isSlots(held)) {
    // A suspended user has no password, and no new one is made.
    if (held.pgpKey !== undefined || user.suspended !== undefined) return [];
    return [{ message: `the first ${noun[0]} of ${user.key} would be in plain text in the state`, path: [section] }];
  }
  return held.flatMap(({ key, pgpKey }): Need[] => {
    if (pgpKey !== undefined) return [];
    const message = `the secret of ${noun[0]} ${key} of ${user.key} would be in plain text in the state`;
    const path = [section, key];
    if (secret === "pgp") return [{ message, path }];
    const fix = `Remove it, or add ${writeFlag("plaintextSecrets")}`;
    return [{ message: `${message}; a pgpKey does not change that`, path, fix }];
  });
}

function isSlots(held: readonly Slot[] | LoginProfile): held is readonly Slot[] {
  return Array.isArray(held);
}
