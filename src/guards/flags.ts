import type { FlagName } from "../terms/flags";
import { administratorAccessJustified } from "./administrator-access-justified";
import { consoleWithoutMfaJustified } from "./console-without-mfa-justified";
import { directPoliciesJustified } from "./direct-policies-justified";
import { forceDestroyJustified } from "./force-destroy-justified";
import type { FlagGuard } from "./guard";
import { longLivedKeysJustified } from "./long-lived-keys-justified";
import { plaintextSecretsJustified } from "./plaintext-secrets-justified";

/** For each flag the guard that demands its justification. */
const guardOf: { readonly [Flag in FlagName]: FlagGuard<Flag> } = {
  forceDestroy: forceDestroyJustified,
  plaintextSecrets: plaintextSecretsJustified,
  consoleWithoutMfa: consoleWithoutMfaJustified,
  administratorAccess: administratorAccessJustified,
  directPolicies: directPoliciesJustified,
  longLivedKeys: longLivedKeysJustified,
};

export const flagGuards: readonly FlagGuard[] = Object.values(guardOf);
