import type { LiveAccount } from "../../aws/account";
import { parseCredentialReport, type ReportRow } from "../../aws/credential-report";
import { type FetchOptions, fetchCredentialReport } from "../../aws/fetch-report";
import { look } from "../../aws/outcome";
import type { PlannedUser } from "../../plan/people";
import { day } from "../../text/iso-date";
import { couldNotLook, type PreflightFinding } from "./report";

/** Whether somebody uses what was suspended: one credential report for all of them. */
export async function suspendedFindings(
  account: LiveAccount,
  users: readonly PlannedUser[],
  options: FetchOptions = {},
): Promise<PreflightFinding[]> {
  const suspended = users.flatMap((user) => {
    const since = suspendedSince(user);
    return since === undefined ? [] : [{ user, since }];
  });
  if (suspended.length === 0) return [];
  const seen = await look("the credential report", () => fetchCredentialReport(account, options));
  if (seen.kind === "could not check") return [couldNotLook(seen, "warning")];
  const rows = new Map(
    parseCredentialReport(seen.kind === "found" ? seen.value.csv : "").users.map((row) => [row.user, row]),
  );
  return suspended.flatMap(({ user, since }) => {
    const row = rows.get(user.name);
    const uses = row === undefined ? [] : usesOf(row).filter(({ at }) => day(at) > since);
    return uses.length === 0
      ? []
      : [
          usedFinding(
            user.name,
            since,
            uses.map(({ what, at }) => `${what} on ${day(at)}`),
          ),
        ];
  });
}

/** @param uses in words, `access key AKIA... for s3 on 2026-11-20` */
export function usedFinding(
  user: string,
  since: string,
  uses: readonly string[],
  severity: "error" | "warning" = "warning",
): PreflightFinding {
  return {
    id: "suspended-credential-used",
    severity,
    user,
    message: `${user} is suspended since ${since}, and was seen after that: ${uses.join(", ")}`,
    fix: "Find out who or what it is before the user leaves: a forgotten job, or somebody who made the credential active again.",
  };
}

/** `2026-11-10` of the tag `HR-77 since 2026-11-10`; a use on that day may have come before it. */
export function suspendedSince({ suspended }: PlannedUser): string | undefined {
  return /since (\d{4}-\d{2}-\d{2})$/.exec(suspended ?? "")?.[1];
}

function usesOf({ password, accessKeys }: ReportRow): { what: string; at: string }[] {
  return [
    ...(password?.lastUsed === undefined ? [] : [{ what: "the password", at: password.lastUsed }]),
    ...accessKeys.flatMap(({ slot, lastUsed, service }) =>
      lastUsed === undefined ? [] : [{ what: `access key ${slot} for ${service ?? "a service"}`, at: lastUsed }],
    ),
  ];
}
