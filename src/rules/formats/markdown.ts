import { type Block, withinBudget } from "../../text/budget";
import { count } from "../../text/count";
import { groupBy } from "../../text/group-by";
import { code } from "../../text/markdown";
import type { FilePlace, FindingsReport, ReportedFinding, ReportedRule } from "../findings-report";

/** GitHub takes 65,536 UTF-16 units; 5 % are kept free for what a workflow puts around it. */
export const commentBudget = Math.floor(65_536 * 0.95);

/** The first line of a comment: whoever posts the next one looks for it, and updates this one. */
export function markerOf(command: string): string {
  return `<!-- iam-roster ${command} -->`;
}

/** A comment for a pull request: a block a rule, errors first, what was accepted folded away. */
export function formatMarkdown(report: FindingsReport): string {
  const { command, title, findings, rules } = report;
  const open = findings.filter(({ accepted }) => accepted === undefined);
  const head = [markerOf(command), `### iam-roster ${command}`, "", `**${title}**`].join("\n");
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

const marks = { error: "⛔", warning: "⚠️", note: "ℹ️" } as const;

/** One block a rule, at four lengths. */
export function findingBlocks(findings: readonly ReportedFinding[], rules: readonly ReportedRule[]): Block[] {
  const whys = new Map(rules.map(({ id, why, summary }) => [id, why ?? summary]));
  return [...groupBy(findings, ({ level, id }) => `${level} ${id}`)].map(([, same]) => {
    const { id = "", level = "error" } = same[0] ?? {};
    const title = `${marks[level]} **${id}**`;
    const why = whys.get(id);
    const lines = same.map((finding) => `- ${placeWords(finding.place)}${aboutWords(finding)}${code(finding.message)}`);
    const fixes = [...new Set(same.flatMap(({ fix }) => fix ?? []))].map((fix) => `  To do: ${code(fix)}`);
    const names = same.map(({ about }) => code(about ?? "")).join(" ");
    return {
      renditions: [
        [why === undefined ? title : `${title}: ${why}`, "", ...lines, ...fixes].join("\n"),
        [title, "", ...lines].join("\n"),
        `${title}: ${count(same.length, "time")}: ${names}`,
        `${title}: ${count(same.length, "time")}; the list is in the JSON and text forms.`,
      ],
    };
  });
}

function aboutWords({ about, message, place }: ReportedFinding): string {
  return about === undefined || place !== undefined || message.includes(about) ? "" : `${code(about)} `;
}

export function placeWords(place: FilePlace | undefined): string {
  if (place === undefined) return "";
  return `${code(`${place.file}:${place.line}`)}${place.before === true ? " (before)" : ""} `;
}

function acceptedBlock(accepted: readonly ReportedFinding[]): Block {
  if (accepted.length === 0) return { renditions: [""] };
  const title = `Accepted: ${accepted.length}`;
  const lines = accepted.map(({ message, accepted: by }) => `- ${code(message)} (${code(by?.ticket ?? "")})`);
  return {
    renditions: [`<details><summary>${title}</summary>\n\n${lines.join("\n")}\n\n</details>`, `**${title}**`],
  };
}
