import { randomBytes, scryptSync, timingSafeEqual } from "node:crypto";
import { AwsError, validationError } from "./errors";
import type { Account, LoginProfile, PasswordPolicy } from "./state";

/** Cheap on purpose: a sandbox holds made-up passwords, and a rehearsal sets hundreds of them. */
const SCRYPT = { N: 256, r: 8, p: 1 };

function hashPassword(password: string): string {
  const salt = randomBytes(9);
  return `${salt.toString("base64")}:${scryptSync(password, salt, 24, SCRYPT).toString("base64")}`;
}

export function passwordMatches(password: string, hash: string): boolean {
  const [salt = "", digest = ""] = hash.split(":");
  const wanted = Buffer.from(digest, "base64");
  const actual = scryptSync(password, Buffer.from(salt, "base64"), 24, SCRYPT);
  return wanted.length === actual.length && timingSafeEqual(wanted, actual);
}

const KINDS = [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/];

/** Without a policy of its own an account asks for 8 characters of three kinds, and not the account's name. */
function meetsDefault(password: string, account: Account): boolean {
  const kinds = KINDS.filter((kind) => kind.test(password)).length;
  return password.length >= 8 && kinds >= 3 && password !== account.alias && password !== account.accountId;
}

function meets(password: string, policy: PasswordPolicy): boolean {
  return (
    password.length >= policy.MinimumPasswordLength &&
    (!policy.RequireUppercaseCharacters || /[A-Z]/.test(password)) &&
    (!policy.RequireLowercaseCharacters || /[a-z]/.test(password)) &&
    (!policy.RequireNumbers || /[0-9]/.test(password)) &&
    (!policy.RequireSymbols || /[!@#$%^&*()_+\-=[\]{}|']/.test(password))
  );
}

/** Refuses a password that the account's policy does not allow, or that was used too recently. */
export function checkPassword(account: Account, password: string, profile?: LoginProfile): void {
  const policy = account.passwordPolicy;
  const used = profile?.usedPasswordHashes.slice(-(policy?.PasswordReusePrevention ?? 0)) ?? [];
  const fresh = !policy?.PasswordReusePrevention || !used.some((hash) => passwordMatches(password, hash));
  if (fresh && (policy ? meets(password, policy) : meetsDefault(password, account))) return;
  throw new AwsError(400, "PasswordPolicyViolation", "Password does not conform to the account password policy.");
}

export function setPassword(profile: LoginProfile, password: string, time: string): void {
  profile.passwordHash = hashPassword(password);
  profile.passwordLastChanged = time;
  profile.usedPasswordHashes.push(profile.passwordHash);
  // 24 is the most that PasswordReusePrevention can ask for.
  profile.usedPasswordHashes.splice(0, profile.usedPasswordHashes.length - 24);
}

/** The model lets a password be absent, for sessions of AssumeRoot that a sandbox does not have. */
export function requirePassword(password: string | undefined): string {
  if (password !== undefined) return password;
  throw validationError(
    "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must not be null",
  );
}
