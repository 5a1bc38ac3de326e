import { type Block, withinBudget } from "../../text/budget";
import { count, grouped } from "../../text/count";
import { groupBy } from "../../text/group-by";
import { code, codeWords } from "../../text/markdown";
import type { FilePlace, FindingsReport, ReportedFinding, ReportedRule } from "../findings-report";

/**
 * A comment on an issue or a pull request may have 262,144 bytes of UTF-8, whatever the characters: measured through GitHub's
 * REST API in 2025 and 2026 (dead-claudia/github-limits 13, objectstack-ai/objectstack 18826; GitHub's own message still
 * says 65,536 characters, which is the limit of the description of a pull request). 5 % are kept free for what a workflow
 * puts around it.
 */
export const commentBudget = Math.floor(262_144 * 0.95);

const elsewhere = "the whole list is in the JSON and text forms";

/**
 * The first line of a comment: whoever posts the next one looks for it, and updates this one.
 * @param subject what of several it is about: a stack. @default - there is only one
 */
export function markerOf(command: string, subject?: string): string {
  return `<!-- iam-roster ${command}${subject === undefined ? "" : ` ${nameInMarker(subject)}`} -->`;
}

/** As it is where a roster could be called so; of any other name, which a plan from elsewhere may have, nothing can be read. */
function nameInMarker(subject: string): string {
  if (/^[A-Za-z0-9][\w-]{0,63}$/.test(subject)) return subject;
  return [...subject]
    .map((sign) => (sign.codePointAt(0) ?? 0).toString(16))
    .join("")
    .slice(0, 64);
}

/** A comment for a pull request: a block a rule, errors first, what was accepted folded away. */
export function formatMarkdown(report: FindingsReport): string {
  const { command, subject, title, findings, rules } = report;
  const open = findings.filter(({ accepted }) => accepted === undefined);
  const head = [markerOf(command, subject), `### iam-roster ${command}`, "", `**${codeWords(title)}**`].join("\n");
  const accepted = findings.filter((finding) => finding.accepted !== undefined);
  return withinBudget(
    [
      { renditions: [head] },
      ...(["error", "warning", "note"] as const).flatMap((level) =>
        findingBlocks(
          open.filter((finding) => finding.level === level),
          rules,
        ),
      ),
      acceptedBlock(accepted),
    ],
    commentBudget,
  );
}

export const marks = { error: "⛔", warning: "⚠️", note: "ℹ️" } as const;

/** One block a rule, at four lengths. */
export function findingBlocks(findings: readonly ReportedFinding[], rules: readonly ReportedRule[]): Block[] {
  const whys = new Map(rules.map(({ id, why, summary }) => [id, why ?? summary]));
  return [...groupBy(findings, ({ level, id }) => `${level} ${id}`)].map(([, same]) => {
    const { id = "", level = "error" } = same[0] ?? {};
    const title = `${marks[level]} **${id}**`;
    const why = whys.get(id);
    const facts = same.map(
      (finding) => `${placeWords(finding.place)}${aboutWords(finding)}${code(finding.message)}${linkWords(finding)}`,
    );
    // The fact about this change is the headline; the reason of the rule comes after it.
    const told =
      facts.length === 1
        ? [`${title}: ${facts[0]}`]
        : [`${title}: ${count(same.length, "time")}`, "", ...facts.map((fact) => `- ${fact}`)];
    const fixes = [...new Set(same.flatMap(({ fix }) => fix ?? []))].map((fix) => `- To do: ${code(fix)}`);
    const reasons = [...(why === undefined ? [] : [`- Why: ${why}`]), ...fixes];
    const items = same.map(({ about, place, message }) =>
      about === undefined ? placeWords(place).trim() || code(message) : code(about),
    );
    const head = `${title}: ${count(same.length, "time")}: `;
    return {
      list: { head, items, separator: " ", more: (left) => `${moreWords(left)}; ${elsewhere}.`, foot: "" },
      renditions: [
        [...told, ...(reasons.length === 0 ? [] : ["", ...reasons])].join("\n"),
        told.join("\n"),
        `${head}${items.join(" ")}`,
        `${title}: ${count(same.length, "time")}; the list is in the JSON and text forms.`,
      ],
    };
  });
}

function aboutWords({ about, message, place }: ReportedFinding): string {
  return about === undefined || place !== undefined || message.includes(about) ? "" : `${code(about)} `;
}

function linkWords({ link }: ReportedFinding): string {
  return link === undefined ? "" : ` [${code(link.name)}](<${link.href}>)`;
}

export function placeWords(place: FilePlace | undefined, quote = code): string {
  if (place === undefined) return "";
  const words = quote(`${place.file}:${place.line}`);
  return `${place.href === undefined ? words : `[${words}](<${place.href}>)`}${place.before === true ? " (before)" : ""} `;
}

/** A list of lines that is folded away: whole, as far as there is room, or its title alone. */
export function foldedBlock(title: string, lines: readonly string[]): Block {
  if (lines.length === 0) return { renditions: [""] };
  const [head, foot] = foldOf(title);
  return {
    renditions: [`${head}${lines.join("\n")}${foot}`, `**${title}**; ${elsewhere}.`],
    list: { head, items: lines, separator: "\n", more: (left) => `\n- ${moreWords(left)}; ${elsewhere}.`, foot },
  };
}

/** What stands before and after a body that is folded away. The title holds no text from outside: Markdown is not read there. */
function foldOf(title: string): readonly [head: string, foot: string] {
  return [`<details><summary>${title}</summary>\n\n`, "\n\n</details>"];
}

/** `and 12 more` */
export function moreWords(left: number): string {
  return ` and ${grouped(left)} more`;
}

function acceptedBlock(accepted: readonly ReportedFinding[]): Block {
  const lines = accepted.map(({ message, accepted: by }) => `- ${code(message)} (${code(by?.ticket ?? "")})`);
  return foldedBlock(`Accepted: ${accepted.length}`, lines);
}
