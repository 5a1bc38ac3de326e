import { printable } from "../../text/printable";
import type { Removal } from "../audit-log/entry";

/** One block a leaver; what to do where something is left. */
export function renderRemovals(removals: readonly Removal[]): string {
  if (removals.length === 0) return "this plan removes nobody\n";
  return removals
    .flatMap((removal) => [
      `${removal.user}${removal.userId === undefined ? "" : ` (${removal.userId})`}: ${removal.result}`,
      ...removal.checks.map(({ what, result }) => `  ${what}: ${result}`),
      ...(removal.result === "not gone" ? [`  next: ${adviceFor(removal)}`] : []),
    ])
    .map((line) => `${printable(line)}\n`)
    .join("");
}

function adviceFor({ user, arn, checks }: Removal): string {
  if (arn.includes(":mfa/")) return `aws iam delete-virtual-mfa-device --serial-number ${arn}`;
  const left = checks.flatMap(({ result }) => /^left over: (.*)$/.exec(result)?.[1] ?? []);
  if (left.length > 0) return `roster sweep ${user} --plan PLAN.json --yes, then roster verify again`;
  if (checks.some(({ result }) => result.includes("another user")))
    return "find out who made it; the removed one is gone";
  return "apply again, or roster preflight PLAN.json to see what blocks it";
}
