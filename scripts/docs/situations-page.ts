import { dump } from "js-yaml";
import { anchor } from "./markdown";
import type { Situation, Topic } from "./situations";

/** docs/what-the-gate-sees.md: every situation that is tested, with what the review must say. */
export function situationsPage(topics: readonly Topic[]): string {
  const all = topics.flatMap(({ situations }) => situations);
  const open = all.filter(({ gate }) => gate === "open").length;
  return [
    "# What the gate sees",
    "<!-- Generated from test/review/situations/ by `npm run docs`: do not edit. -->",
    `${all.length} changes of \`users.yaml\`, and what \`roster review\` says of each: all of its lines about access, and all dangers. In
${all.length - open} of them the gate must close, in ${open} it must stay open: a false alarm is a fault as well. A test holds each of them true.`,
    `A line that begins with \`-\` is only in \`users.yaml\` before the change, one with \`+\` only in the one after it. What the rosters leave
out is the same in all: account 123456789012, the path \`/people/\`, a PGP key. Today is 2026-11-21. What closes the gate is explained in [review.md](review.md).`,
    topics.map(({ title, situations }) => `- [${title}](${anchor(title)}): ${situations.length}`).join("\n"),
    ...topics.flatMap(({ title, about, situations }) => [`## ${title}`, about, ...situations.flatMap(section)]),
  ]
    .join("\n\n")
    .concat("\n");
}

function section(situation: Situation): string[] {
  const { what, roster, gate, by = [], says = [], shows = [] } = situation;
  const rules = by.map((id) => `[${id}](review.md#${id})`).join(", ");
  return [
    `### ${what.replace(/[<>*_[\]]/g, "\\$&")}`,
    block("diff", roster.trimEnd()),
    ...beside(situation),
    gate === "open" ? "**The gate stays open.**" : `**The gate closes**: ${rules}.`,
    ...(says.length + shows.length === 0 ? [] : [block("text", [...says, ...shows].join("\n"))]),
  ];
}

/** What there is beside the roster. */
function beside({ terraform = {}, byHand, found, tainted, replace, plan, runner }: Situation): string[] {
  const { both, before, after } = terraform;
  const parts: [string, unknown][] = [
    ["The stack has, before and after:", both],
    ["The stack has before the change:", before],
    ["The stack has after the change:", after],
    ["Outside Terraform, since the last apply:", byHand],
    ["What the import finds:", found],
    ["The last apply left damaged:", tainted],
    ["Replaced by `-replace`:", replace],
    ["The plan has:", plan],
  ];
  return [
    ...parts.flatMap(([words, value]) =>
      value === undefined ? [] : [words, block("yaml", dump(value, { lineWidth: 140 }).trimEnd())],
    ),
    ...(runner === undefined ? [] : [`\`--runner ${runner}\``]),
  ];
}

function block(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}
