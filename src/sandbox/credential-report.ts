import { by } from "../text/by";
import { iamArn, userArn } from "./arns";
import type { Account, User } from "./state";
import { nameKey } from "./state";

/** The 22 columns, in AWS's order (IAM User Guide, "Getting credential reports"). */
export const REPORT_COLUMNS = [
  ...["user", "arn", "user_creation_time", "password_enabled", "password_last_used", "password_last_changed"],
  ...["password_next_rotation", "mfa_active"],
  ...["access_key_1_active", "access_key_1_last_rotated", "access_key_1_last_used_date"],
  ...["access_key_1_last_used_region", "access_key_1_last_used_service"],
  ...["access_key_2_active", "access_key_2_last_rotated", "access_key_2_last_used_date"],
  ...["access_key_2_last_used_region", "access_key_2_last_used_service"],
  ...["cert_1_active", "cert_1_last_rotated", "cert_2_active", "cert_2_last_rotated"],
] as const;

const DAY_MS = 86_400_000;

function passwordColumns(account: Account, user: User): string[] {
  const profile = user.loginProfile;
  if (!profile) return ["false", "N/A", "N/A", "N/A"];
  const days = account.passwordPolicy?.MaxPasswordAge;
  const changed = profile.passwordLastChanged;
  const next = days ? `${new Date(Date.parse(changed) + days * DAY_MS).toISOString().slice(0, 19)}Z` : "N/A";
  return ["true", user.passwordLastUsed ?? "no_information", changed, next];
}

function keyColumns(user: User, index: number): string[] {
  const key = user.accessKeys[index];
  if (!key) return ["false", "N/A", "N/A", "N/A", "N/A"];
  const { date = "N/A", region = "N/A", serviceName = "N/A" } = key.lastUsed ?? {};
  return [String(key.status === "Active"), key.createDate, date, region, serviceName];
}

function certificateColumns(user: User, index: number): string[] {
  const certificate = user.signingCertificates[index];
  return certificate ? [String(certificate.status === "Active"), certificate.uploadDate] : ["false", "N/A"];
}

function userRow(account: Account, user: User): string[] {
  const key = nameKey(user.userName);
  const mfa = Object.values(account.mfaDevices).some((device) => device.user === key);
  return [
    ...[user.userName, userArn(account, user), user.createDate],
    ...passwordColumns(account, user),
    String(mfa),
    ...[...keyColumns(user, 0), ...keyColumns(user, 1)],
    ...[...certificateColumns(user, 0), ...certificateColumns(user, 1)],
  ];
}

function rootRow(account: Account): string[] {
  const key = ["false", "N/A", "N/A", "N/A", "N/A"];
  const password = ["not_supported", "no_information", "not_supported", "not_supported", String(account.rootMfaActive)];
  return [
    ...["<root_account>", iamArn(account, "root"), account.createDate, ...password],
    ...[...key, ...key, "false", "N/A", "false", "N/A"],
  ];
}

/** The report as CSV, as it stands now. A name may hold a comma, a path also a quote. */
export function writeCredentialReport(account: Account): string {
  const users = Object.values(account.users).sort(by(({ userName }) => userName));
  const quote = (text: string) => (text.includes(",") ? `"${text.replaceAll('"', '""')}"` : text);
  const rows = [[...REPORT_COLUMNS], rootRow(account), ...users.map((user) => userRow(account, user))];
  return rows.map((row) => row.map(quote).join(",")).join("\n");
}
