import { groupBy } from "../../text/group-by";
import { type Html, html, linesOfText, nothing } from "../../text/html";
import type { FindingsReport, ReportedFinding } from "../findings-report";
import type { Section } from "../page/template";

/** A section of a page for each rule that has found something. */
export function findingSections({ findings, rules }: FindingsReport): Section[] {
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  return [...groupBy(findings, ({ id }) => id)].map(([id, found]) => {
    const rule = known.get(id);
    const { level = "error", severity = level } = found[0] ?? {};
    const words = rule === undefined ? [] : [rule.summary, rule.why, rule.fix].filter(Boolean);
    return {
      ...{ id, title: id, size: found.length },
      body: html`<p class="reason"><span class="severity ${level}">${severity}</span> ${words.join(" ")}</p>
<div class="list">${table(found)}</div>`,
    };
  });
}

function table(found: readonly ReportedFinding[]): Html {
  const written = found.some(({ place }) => place !== undefined);
  const rows = found.map(
    ({ place, about = "", message, fix = "", yaml, link }) =>
      html`<tr><td>${written ? whereOf(place) : about}</td><td>${message}${linkTo(link)}</td><td>${linesOfText(fix)}${
        yaml === undefined ? nothing : yamlBlock(yaml)
      }</td></tr>\n`,
  );
  const head = [written ? "where" : "user", "finding", "what to do"].map((name) => html`<th scope="col">${name}</th>`);
  return html`<table class="table told"><thead><tr>${head}</tr></thead><tbody>
${rows}</tbody></table>`;
}

/** In the page of a review too. */
export function linkTo(link: ReportedFinding["link"]): Html {
  return link === undefined ? nothing : html` <a href="${link.href}" rel="noopener noreferrer">see ${link.name}</a>`;
}

function whereOf(place: ReportedFinding["place"]): string {
  return place === undefined ? "" : `${place.file}:${place.line}${place.before === true ? " (before)" : ""}`;
}

/** Lines to copy into users.yaml. */
export function yamlBlock(yaml: string): Html {
  return html`<pre>${linesOfText(yaml, Number.POSITIVE_INFINITY)}</pre>`;
}
