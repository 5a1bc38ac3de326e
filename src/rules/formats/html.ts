import { groupBy } from "../../text/group-by";
import { type Html, html, linesOfText, nothing } from "../../text/html";
import type { FindingsReport, ReportedFinding, ReportedRule } from "../findings-report";

/** The parts of a page that are the same for all lists of findings: an index, then a section a rule. */
export function findingSections({ findings, rules }: FindingsReport): Html {
  if (findings.length === 0) return html`<p>Nothing found.</p>`;
  const groups = [...groupBy(findings, ({ id }) => id)];
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  return html`<nav aria-label="Findings by rule"><ul>${groups.map(
    ([id, found]) => html`<li><a href="#${id}">${id}</a>: ${found.length}</li>`,
  )}</ul></nav>
${groups.map(([id, found]) => section(id, found, known.get(id)))}`;
}

function section(id: string, found: readonly ReportedFinding[], rule: ReportedRule | undefined): Html {
  const { level = "error", severity = level } = found[0] ?? {};
  const words = rule === undefined ? "" : [rule.summary, rule.why, rule.fix].filter(Boolean).join(" ");
  return html`<section aria-labelledby="${id}">
<h2 id="${id}">${id} <small class="${level}">${severity}, ${found.length}</small></h2>
<p>${words}</p>
${table(found)}
</section>
`;
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
  return html`<table><thead><tr>${head}</tr></thead><tbody>
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
