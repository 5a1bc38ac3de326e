import { defined } from "../text/defined";
import { documentationOf, type RuleKindName } from "./documentation";
import type { Finding, Report, Rule } from "./rule";

/** What is the same for all rules of a kind. */
export interface RuleKind<Context, Place, Level extends string> {
  readonly name: RuleKindName;
  /** How grave it is that a rule crashed, or found more than is told: never a pass. */
  readonly incomplete: Level;
  /** What that means: `the roster counts as not checked`. */
  readonly meaning: string;
  /** Where that is shown. */
  readonly placeOf: (context: Context, id: string) => Place;
}

/** Findings of one rule that are told one by one: as many as two in every user of a full account. */
export const maxFindings = 10_000;

/**
 * Asks all rules. One that crashes is a finding; the words of its error are not repeated, they may quote a secret.
 * @returns findings in the order of the rules
 */
export function run<Context, Place, Level extends string>(
  kind: RuleKind<Context, Place, Level>,
  rules: readonly Rule<Context, Place, Level>[],
  context: Context,
): Finding<Place, Level>[] {
  return rules.flatMap((rule) => {
    const { id, why, flag } = rule;
    const documentation = documentationOf(kind.name, id);
    const same = { id, why, documentation, ...defined({ flag }) };
    const finding = (report: Report<Place, Level>): Finding<Place, Level> => ({
      ...report,
      ...same,
      severity: report.severity ?? rule.severity,
      fix: report.fix ?? rule.fix,
    });
    return reportsOf(kind, rule, context).map(finding);
  });
}

function reportsOf<Context, Place, Level extends string>(
  kind: RuleKind<Context, Place, Level>,
  rule: Rule<Context, Place, Level>,
  context: Context,
): readonly Report<Place, Level>[] {
  let reports: readonly Report<Place, Level>[];
  try {
    reports = rule.check(context);
  } catch (error) {
    const name = error instanceof Error ? error.name : "not an Error";
    const message = `the rule ${rule.id} crashed (${name}): ${kind.meaning}`;
    const fix = "This is a defect of iam-roster; please report it.";
    return [{ ...kind.placeOf(context, rule.id), message, severity: kind.incomplete, fix }];
  }
  if (reports.length <= maxFindings) return reports;
  const message = `the rule ${rule.id} found ${reports.length} problems; those after the first ${maxFindings} are not shown`;
  const severity = reports.slice(maxFindings).some((report) => (report.severity ?? rule.severity) === kind.incomplete)
    ? kind.incomplete
    : rule.severity;
  return [...reports.slice(0, maxFindings), { ...kind.placeOf(context, rule.id), message, severity }];
}
