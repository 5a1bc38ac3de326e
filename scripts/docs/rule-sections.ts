import type { Opener, RuleText } from "../../src/rules/rule";
import { anchor, prose, table } from "./markdown";

/** The section of a rule: its heading is the address that findings name. */
export function ruleSection({ id, summary, why, fix }: RuleText): string {
  return [`### ${id}`, `**${prose(summary)}**`, prose(why), `*What to do:* ${prose(fix)}`].join("\n\n");
}

const openers: Readonly<Record<Opener, string>> = {
  justification: "a justification in users.yaml",
  roster: "a change of users.yaml",
  approver: "an approval of the pull request",
  operator: "whoever runs terraform",
};

interface Listed extends RuleText {
  readonly severity: string;
  readonly opener?: Opener;
}

/** All rules of a kind: a table, then a section each. */
export function rulesPart(rules: readonly Listed[]): string {
  const opened = rules.some(({ opener }) => opener !== undefined);
  const rows = rules.map(({ id, severity, opener, summary }) => [
    `[${id}](${anchor(id)})`,
    severity,
    ...(opened ? [opener === undefined ? "" : openers[opener]] : []),
    prose(summary),
  ]);
  const head = ["rule", "severity", ...(opened ? ["opened by"] : []), "what"];
  return [table(head, rows), ...rules.map(ruleSection)].join("\n\n");
}
