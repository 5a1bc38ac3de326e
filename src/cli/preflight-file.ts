import { describeHolding, isHolding } from "../aws/kinds";
import type { PreflightReport } from "../leaving/preflight/report";
import type { ReviewOptions } from "../review/build";
import type { Leftover } from "../review/danger";
import { defined } from "../text/defined";
import { UsageError } from "./command";
import { readJsonFile } from "./read-file";

/**
 * Reads what `roster preflight --out FILE` wrote.
 * @param planSha256 of the plan that it has to be about. @default - any
 * @throws UsageError when it is not such a report, or one about another plan
 */
export function readPreflightFile(file: string, cwd: string, planSha256?: string): PreflightReport {
  const report = readJsonFile(file, cwd) as Partial<PreflightReport> | null;
  const whole = Array.isArray(report?.findings) && report.findings.every(isFinding) && Array.isArray(report.leavers);
  if (report?.schemaVersion !== 1 || !whole)
    throw new UsageError(
      `${file} is not a report of roster preflight; make one with: roster preflight PLAN.json --out ${file}`,
    );
  if (planSha256 !== undefined && report.planSha256 !== planSha256)
    throw new UsageError(
      `${file} is about another plan (SHA-256 ${report.planSha256}, this one is ${planSha256}): ask again with roster preflight`,
    );
  const { accountAlias, ...rest } = report as PreflightReport;
  return typeof accountAlias === "string" ? { ...rest, accountAlias } : rest;
}

/** A finding whose severity is not known would close nothing: such a report is refused whole. */
function isFinding(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { id, severity, user, message, fix, leftover } = value as Record<string, unknown>;
  const words = [id, message, fix].every((text) => typeof text === "string");
  const named = user === undefined || typeof user === "string";
  return (
    words &&
    named &&
    (leftover === undefined || isHolding(leftover)) &&
    (severity === "error" || severity === "warning")
  );
}

/** What a preflight adds to a review: who asked, what is left over, and all that was found. */
export function accountSide(
  report: PreflightReport,
): Pick<ReviewOptions, "runner" | "leftovers" | "account" | "accountAlias"> {
  const { runner, findings, accountAlias } = report;
  return { runner, leftovers: leftoversOf(report), account: findings, ...defined({ accountAlias }) };
}

function leftoversOf({ findings }: PreflightReport): Leftover[] {
  return findings.flatMap(({ id, user, leftover, deactivatedDevice }) => {
    if (user === undefined || leftover === undefined) return [];
    if (id === "leftover") return [{ user, what: describeHolding(leftover) }];
    return deactivatedDevice === undefined ? [] : [{ user, what: describeHolding(leftover), deactivatedDevice }];
  });
}
