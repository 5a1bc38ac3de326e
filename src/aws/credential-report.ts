import { parseCsv } from "../text/csv";

/** The row of one user in IAM's credential report. Times are ISO; absent where the report says N/A or does not know. */
export interface ReportRow {
  readonly user: string;
  readonly arn: string;
  readonly created: string | undefined;
  readonly password: ReportedPassword | undefined;
  readonly mfaActive: boolean;
  /** Those that exist, at most two. The report does not give their ids. */
  readonly accessKeys: readonly ReportedKey[];
  readonly certificates: readonly ReportedCertificate[];
}

export interface ReportedPassword {
  readonly lastUsed: string | undefined;
  readonly lastChanged: string | undefined;
}

export interface ReportedKey {
  readonly slot: 1 | 2;
  readonly active: boolean;
  readonly rotated: string | undefined;
  readonly lastUsed: string | undefined;
  readonly service: string | undefined;
}

export interface ReportedCertificate {
  readonly active: boolean;
  readonly rotated: string | undefined;
}

export interface CredentialReport {
  /** Twelve digits, out of the ARNs. */
  readonly accountId: string | undefined;
  readonly root: ReportRow | undefined;
  readonly users: readonly ReportRow[];
}

/** Text that is not a whole credential report: nothing is concluded from what can be read of it. */
class ReportUnreadable extends Error {
  public override readonly name = "ReportUnreadable";
}

const required = [
  ...["user", "arn", "user_creation_time", "password_enabled", "password_last_used", "password_last_changed"],
  ...["mfa_active", "access_key_1_active", "access_key_1_last_rotated", "access_key_1_last_used_date"],
  ...["access_key_2_active", "access_key_2_last_rotated", "access_key_2_last_used_date"],
  ...["cert_1_active", "cert_1_last_rotated", "cert_2_active", "cert_2_last_rotated"],
];

/**
 * Reads the CSV that `aws iam get-credential-report` gives, base64 taken off or not.
 * Columns: IAM User Guide, "Getting credential reports for your AWS account".
 * @throws ReportUnreadable
 */
export function parseCredentialReport(text: string): CredentialReport {
  const [head, ...rows] = tableOf(text);
  if (head === undefined) throw new ReportUnreadable("the credential report is empty");
  const missing = required.filter((column) => !head.includes(column));
  if (missing.length > 0) {
    throw new ReportUnreadable(
      `this is not a credential report: its first line lacks ${missing.slice(0, 3).join(", ")}`,
    );
  }
  const read = rows.map((row, index) => {
    if (row.length !== head.length) {
      const fields = `${row.length} fields instead of ${head.length}`;
      throw new ReportUnreadable(`line ${index + 2} of the credential report has ${fields}: it was cut off, or edited`);
    }
    return readRow(new Map(head.map((column, place) => [column, row[place] ?? ""])));
  });
  if (read.length === 0) throw new ReportUnreadable("the credential report has no rows, not even the root user's");
  return {
    accountId: read.map(({ arn }) => /^arn:[^:]+:iam::(\d{12}):/.exec(arn)?.[1]).find((id) => id !== undefined),
    root: read.find(isRoot),
    users: read.filter((row) => !isRoot(row)),
  };
}

function tableOf(text: string): string[][] {
  const plain = text.trim();
  const encoded = /^[A-Za-z0-9+/=\s]+$/.test(plain) && plain.length > 100;
  try {
    return parseCsv(encoded ? Buffer.from(plain, "base64").toString("utf8") : plain);
  } catch (error) {
    throw new ReportUnreadable(`the credential report is not readable: ${(error as Error).message}`);
  }
}

const isRoot = ({ user, arn }: ReportRow) => user === "<root_account>" || arn.endsWith(":root");

function readRow(cells: ReadonlyMap<string, string>): ReportRow {
  const cell = (name: string) => cells.get(name) ?? "";
  const on = (name: string) => cell(name).toLowerCase() === "true";
  const key = (slot: 1 | 2): ReportedKey[] => {
    const [active, rotated] = [on(`access_key_${slot}_active`), time(cell(`access_key_${slot}_last_rotated`))];
    const service = known(cell(`access_key_${slot}_last_used_service`));
    const lastUsed = time(cell(`access_key_${slot}_last_used_date`));
    return active || rotated !== undefined ? [{ slot, active, rotated, lastUsed, service }] : [];
  };
  const certificate = (slot: 1 | 2): ReportedCertificate[] => {
    const [active, rotated] = [on(`cert_${slot}_active`), time(cell(`cert_${slot}_last_rotated`))];
    return active || rotated !== undefined ? [{ active, rotated }] : [];
  };
  const lastUsed = time(cell("password_last_used"));
  return {
    user: cell("user"),
    arn: cell("arn"),
    created: time(cell("user_creation_time")),
    // The root user's is "not_supported": it always has one, and its last use is told.
    password: cell("password_enabled").toLowerCase() === "false" ? undefined : passwordOf(lastUsed, cell),
    mfaActive: on("mfa_active"),
    accessKeys: [...key(1), ...key(2)],
    certificates: [...certificate(1), ...certificate(2)],
  };
}

function passwordOf(lastUsed: string | undefined, cell: (name: string) => string): ReportedPassword {
  return { lastUsed, lastChanged: time(cell("password_last_changed")) };
}

function known(text: string): string | undefined {
  return /^(n\/a|no_information|not_supported|)$/i.test(text.trim()) ? undefined : text;
}

/** `2026-11-21T09:00:00Z` and the older `+00:00` alike. */
function time(text: string): string | undefined {
  const value = known(text);
  if (value === undefined) return undefined;
  const at = Date.parse(value);
  if (Number.isNaN(at)) throw new ReportUnreadable(`the credential report holds a value that is not a time: ${value}`);
  return new Date(at).toISOString();
}

/** The latest time at which any of the user's credentials was used, as far as the report knows. */
export function lastSeen(row: ReportRow): string | undefined {
  const times = [row.password?.lastUsed, ...row.accessKeys.map(({ lastUsed }) => lastUsed)];
  return times
    .filter((at) => at !== undefined)
    .sort()
    .at(-1);
}
