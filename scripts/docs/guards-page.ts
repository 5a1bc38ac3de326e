import type { Guard } from "../../src/guards/index";
import type { RuleText } from "../../src/rules/rule";
import { ruleSection } from "./rule-sections";

/** docs/guards.md: every rule, with what it says, why, and what to do. */
export function guardsPage(
  readingRules: readonly RuleText[],
  guards: readonly Guard[],
  between: readonly RuleText[],
  account: RuleText,
): string {
  const listed = (severity: string) => guards.filter((each) => each.severity === severity);
  return [
    "# Guards",
    "<!-- Generated from src/guards/ and src/roster/rules.ts by `npm run docs`: do not edit. -->",
    introduction,
    "## While reading",
    "What makes a file invalid as a roster. All of these are errors.",
    ...readingRules.map(ruleSection),
    "## Errors",
    "Nothing is synthesized, planned or applied while there is one of these.",
    ...listed("error").map(ruleSection),
    "## Warnings",
    "They are shown at every run, and stop nothing.",
    ...listed("warning").map(ruleSection),
    "## Between the rosters of a project",
    betweenRosters,
    ...between.map(ruleSection),
    "## With --account",
    withAccount,
    ruleSection(account),
  ]
    .join("\n\n")
    .concat("\n");
}

const betweenRosters = `\`validate\`, \`synth\`, \`hcl\`, \`rehearse\`, \`deploy\`, \`adopt\` and \`cdktf synth\` compare the rosters of a project (\`rosters\` in
\`cdktf.json\`) with each other, also where one of them is named. Another file is compared when something of it is to
be applied: by \`deploy\` and \`adopt\`. Two rosters are for the same account when \`account.id\`, or the account of
\`assumeRole.roleArn\`, is the same; one that says neither may be for any account, and so for the same.`;

const withAccount = `\`roster validate --account\` asks IAM Access Analyzer (\`ValidatePolicy\`, free of charge) about each policy document, once for each
that is another one, in the region of \`account.region\` and as \`account.assumeRole\`. What it calls ERROR is an error; SECURITY_WARNING, WARNING
and SUGGESTION are warnings. Where it may not be asked, that is an error: [permissions.md](permissions.md#roster-validate).`;

const introduction = `Every finding of \`roster validate\` ends with the id of its rule in brackets; here is what each rule is about. A guard
looks at the roster alone, never at the account: \`roster preflight\` checks the account, and \`--account\` asks AWS about policies.

Exit codes of \`roster validate\` and \`roster synth\`: 0 without errors, 1 when a file cannot be read at all, 3 with errors.
A guard that crashes is an error, never a pass.`;
