import type { Roster } from "../../roster/roster";
import type { CouldNotLook } from "../outcome";
import type { AuditFinding, AuditLimits, AuditRule, Severity } from "./finding";
import type { Inventory } from "./inventory";
import { auditRules } from "./rules";
import { suspension } from "./snippet";

export interface AuditOptions {
  readonly inventory: Inventory;
  /** @default - what is not in a roster cannot be said */
  readonly roster?: Roster | undefined;
  readonly limits?: Partial<AuditLimits> | undefined;
  /** ISO date. */
  readonly today: string;
  /** Written into the YAML of suspensions. @default - left open, and refused until somebody fills it in */
  readonly ticket?: string | undefined;
  /** @default - all */
  readonly rules?: readonly AuditRule[];
}

export interface JudgedFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly user: string;
  readonly message: string;
  readonly todo: string;
  /** What to merge into users.yaml. */
  readonly yaml: string | undefined;
  readonly suspendFor: string | undefined;
}

/** What an audit found: data, which each renderer shows in its way. */
export interface Audit {
  readonly accountId: string | undefined;
  readonly day: string;
  readonly reportTime: string | undefined;
  readonly users: number;
  /** By the order of the rules, then by name. */
  readonly findings: readonly JudgedFinding[];
  readonly rules: readonly Pick<AuditRule, "id" | "severity" | "summary" | "todo">[];
  readonly couldNotLook: readonly CouldNotLook[];
  readonly notes: readonly string[];
  /** All suspensions that the findings ask for, one entry a user. */
  readonly suspensions: string | undefined;
  readonly ticket: string | undefined;
}

export const defaultLimits = { dormantDays: 90, neverUsedDays: 30, maxKeyAgeDays: 90 } as const;

/** Asks all rules. A rule that crashes is an error, never a pass. */
export function audit({ inventory, roster, limits, today, ticket, rules = auditRules }: AuditOptions): Audit {
  const entries = new Map(roster?.users.map((user) => [user.name.toLowerCase(), user]));
  const context = {
    inventory,
    roster,
    today,
    limits: { ...defaultLimits, maxKeyAgeDays: roster?.guards.maxKeyAgeDays ?? 90, ...limits },
    entryOf: (name: string) => entries.get(name.toLowerCase()),
  };
  const keyOf = (name: string) => entries.get(name.toLowerCase())?.key ?? name;
  const judged = (rule: AuditRule, finding: AuditFinding): JudgedFinding => {
    const { user, message, suspendFor } = finding;
    const yaml = suspendFor && suspension([{ key: keyOf(user), reason: suspendFor }], today, ticket);
    const first = suspendFor !== undefined && roster !== undefined && context.entryOf(user) === undefined;
    const todo = `${first ? `First roster adopt ${user}. ` : ""}${finding.todo ?? rule.todo}`;
    return { rule: rule.id, severity: rule.severity, user, message, todo, yaml, suspendFor };
  };
  const findings = rules.flatMap((rule) =>
    rule
      .check(context)
      .sort((left, right) => (left.user < right.user ? -1 : left.user > right.user ? 1 : 0))
      .map((finding) => judged(rule, finding)),
  );
  const reasons = new Map<string, string>();
  for (const { user, suspendFor } of findings) {
    if (suspendFor !== undefined && !reasons.has(keyOf(user))) reasons.set(keyOf(user), suspendFor);
  }
  const leaving = [...reasons].map(([key, reason]) => ({ key, reason })).sort((a, b) => (a.key < b.key ? -1 : 1));
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
    ticket,
  };
}
