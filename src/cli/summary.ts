import type { Roster } from "../roster/index";
import { type FlagName, flagNames } from "../terms/flags";
import { count } from "../text/count";
import type { Checked } from "./check";

/** What a check comes down to, for the last line and for `--json`. */
export interface Summary {
  readonly errors: number;
  readonly warnings: number;
  readonly users: number;
  readonly groups: number;
  readonly policies: number;
  /** Users a flag is accepted for, flags that nobody has left out. */
  readonly acceptedRisks: Readonly<Partial<Record<FlagName, number>>>;
}

export function summarise(checked: readonly Checked[]): Summary {
  const diagnostics = checked.flatMap((each) => each.diagnostics);
  const rosters = checked.flatMap((one) => (one.kind === "sound" ? one.roster : []));
  const sum = (count: (roster: Roster) => number) => rosters.reduce((total, roster) => total + count(roster), 0);
  return {
    errors: diagnostics.filter(({ severity }) => severity === "error").length,
    warnings: diagnostics.filter(({ severity }) => severity === "warning").length,
    users: sum(({ users }) => users.length),
    groups: sum(({ groups }) => groups.length),
    policies: sum(({ policies }) => policies.length),
    acceptedRisks: Object.fromEntries(
      flagNames
        .map((flag) => [flag, sum(({ users }) => users.filter(({ flags }) => flags[flag]).length)] as const)
        .filter(([, count]) => count > 0),
    ),
  };
}

/** `8 users, 3 groups, 2 policies; no findings; accepted risks: forceDestroy 1` */
export function summaryLine(checked: readonly Checked[]): string {
  const summary = summarise(checked);
  const parts: string[] = [];
  if (checked.some(({ kind }) => kind === "sound")) {
    const policies = count(summary.policies, "policy", "policies");
    parts.push(`${count(summary.users, "user")}, ${count(summary.groups, "group")}, ${policies}`);
  }
  const found = [
    ...(summary.errors > 0 ? [count(summary.errors, "error")] : []),
    ...(summary.warnings > 0 ? [count(summary.warnings, "warning")] : []),
  ];
  parts.push(found.length > 0 ? found.join(", ") : "no findings");
  const risks = Object.entries(summary.acceptedRisks).map(([flag, users]) => `${flag} ${users}`);
  if (risks.length > 0) parts.push(`accepted risks: ${risks.join(", ")}`);
  return parts.join("; ");
}
