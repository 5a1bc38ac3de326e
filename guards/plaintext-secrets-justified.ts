import { flagGuard, type Need, writeFlag } from "./guard";

export const plaintextSecretsJustified = flagGuard({
  flag: "plaintextSecrets",
  summary: "A credential whose secret is in clear in the state needs plaintextSecrets.",
  why: "Whoever can read the state can read the secret: a password, an access key, or the password of a service.",
  fix: `Give it a pgpKey (or defaults.pgpKey), or add ${writeFlag("plaintextSecrets")}`,
  needs: () => (user) => {
    const needs: Need[] = [];
    if (user.loginProfile !== undefined && user.loginProfile.pgpKey === undefined && user.suspended === undefined) {
      needs.push({
        message: `the first password of ${user.key} would be in clear in the state`,
        path: ["loginProfile"],
      });
    }
    for (const { key, pgpKey } of user.accessKeys) {
      if (pgpKey !== undefined) continue;
      const message = `the secret of access key ${key} of ${user.key} would be in clear in the state`;
      needs.push({ message, path: ["accessKeys", key] });
    }
    for (const { key } of user.serviceSpecificCredentials) {
      const message = `the password of service-specific credential ${key} of ${user.key} would be in clear in the state; no pgpKey can change that`;
      const fix = `Remove it, or add ${writeFlag("plaintextSecrets")}`;
      needs.push({ message, path: ["serviceSpecificCredentials", key], fix });
    }
    return needs;
  },
});
