import { type Mend, mending, suspension } from "../roster/write/snippet";
import { by } from "../text/by";
import { contextOf, type Judging } from "./context";
import type { AuditContext, AuditFinding, AuditRule, Severity } from "./finding";
import type { NotSeen } from "./inventory";
import { ask, auditRules } from "./rules";

export interface AuditOptions extends Judging {
  /** Written into the YAML of suspensions. @default - left open, and refused until somebody fills it in */
  readonly ticket?: string | undefined;
  /** @default - all */
  readonly rules?: readonly AuditRule[];
}

export interface JudgedFinding {
  readonly id: string;
  readonly severity: Severity;
  readonly user: string;
  readonly message: string;
  readonly why: string;
  readonly fix: string;
  /** Where the rule is explained: `docs/audit.md#dormant`. */
  readonly documentation: string;
  /** What to merge into users.yaml. */
  readonly yaml: string | undefined;
  readonly suspendFor: string | undefined;
  readonly mend: Mend | undefined;
}

/** What an audit found: data, which each renderer shows in its way. */
export interface Audit {
  readonly accountId: string | undefined;
  readonly day: string;
  readonly reportTime: string | undefined;
  readonly users: number;
  /** By the order of the rules, then by name. */
  readonly findings: readonly JudgedFinding[];
  readonly rules: readonly Pick<AuditRule, "id" | "severity" | "summary" | "why" | "fix">[];
  readonly couldNotLook: readonly NotSeen[];
  readonly notes: readonly string[];
  /** All suspensions that the findings ask for, one entry a user. */
  readonly suspensions: string | undefined;
  /** Users of the two, by name, who have no entry yet that these could be merged into. */
  readonly adoptFirst: readonly string[];
  /** All other changes, of the users that stay as they are. */
  readonly changes: string | undefined;
  readonly ticket: string | undefined;
}

/** Asks all rules. */
export function audit({ ticket, rules = auditRules, ...judging }: AuditOptions): Audit {
  const context = contextOf(judging);
  const { inventory, roster, today } = context;
  const keyOf = (name: string) => context.entryOf(name)?.key ?? name;
  const judged = (finding: AuditFinding): JudgedFinding => {
    const { id, severity, user, message, why, documentation, suspendFor, mend } = finding;
    const mended = mend && mending([{ key: keyOf(user), mend }]);
    const yaml = suspendFor ? suspension([{ key: keyOf(user), reason: suspendFor }], today, ticket) : mended;
    const first = yaml !== undefined && roster !== undefined && context.entryOf(user) === undefined;
    const fix = `${first ? `First roster adopt ${user}. ` : ""}${finding.fix}`;
    return { id, severity, user, message, why, fix, documentation, yaml, suspendFor, mend };
  };
  const findings = rules.flatMap((rule) =>
    ask(context, [rule])
      .sort(by(({ user }) => user))
      .map(judged),
  );
  const reasons = new Map<string, string>();
  for (const { user, suspendFor } of findings) {
    if (suspendFor !== undefined && !reasons.has(keyOf(user))) reasons.set(keyOf(user), suspendFor);
  }
  const changes = findings.flatMap(({ user, mend }) =>
    mend === undefined || reasons.has(keyOf(user)) ? [] : [{ key: keyOf(user), mend }],
  );
  const leaving = [...reasons].map(([key, reason]) => ({ key, reason })).sort(by(({ key }) => key));
  return {
    accountId: inventory.accountId,
    day: today,
    reportTime: inventory.reportTime,
    users: inventory.people.length,
    findings,
    rules,
    couldNotLook: inventory.couldNotLook,
    notes: inventory.notes,
    suspensions: leaving.length === 0 ? undefined : suspension(leaving, today, ticket),
    adoptFirst: roster === undefined ? [] : withoutEntry(findings, context),
    changes: changes.length === 0 ? undefined : mending(changes),
    ticket,
  };
}

function withoutEntry(findings: readonly JudgedFinding[], { entryOf }: AuditContext): string[] {
  const named = findings.filter(({ yaml, user }) => yaml !== undefined && entryOf(user) === undefined);
  return [...new Set(named.map(({ user }) => user))].sort();
}
