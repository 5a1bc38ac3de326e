import { noSuchEntity } from "./errors";
import type { Account, PasswordPolicy } from "./state";

/** What UpdateAccountPasswordPolicy sets where a parameter is left out: it never keeps the old value (API reference). */
export const DEFAULT_PASSWORD_POLICY: Readonly<PasswordPolicy> = {
  MinimumPasswordLength: 6,
  RequireSymbols: false,
  RequireNumbers: false,
  RequireUppercaseCharacters: false,
  RequireLowercaseCharacters: false,
  AllowUsersToChangePassword: false,
};

export function requirePasswordPolicy(account: Account): PasswordPolicy {
  if (account.passwordPolicy) return account.passwordPolicy;
  throw noSuchEntity(`The Password Policy with domain name ${account.accountId} cannot be found.`);
}

export function writePasswordPolicy(policy: PasswordPolicy): object {
  const { MaxPasswordAge, PasswordReusePrevention, HardExpiry, ...rest } = policy;
  return {
    ...rest,
    ExpirePasswords: MaxPasswordAge !== undefined && MaxPasswordAge > 0,
    MaxPasswordAge,
    PasswordReusePrevention,
    HardExpiry,
  };
}
