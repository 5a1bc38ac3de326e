import { yamlBlock } from "../../rules/formats/html";
import { filterBar } from "../../rules/page/filter";
import type { Section } from "../../rules/page/template";
import { by } from "../../text/by";
import { groupBy } from "../../text/group-by";
import { type Html, html, linesOfText, nothing } from "../../text/html";
import type { Audit, JudgedFinding } from "../audit";
import type { Severity } from "../finding";

const severities = ["high", "medium", "low"] as const satisfies readonly Severity[];

const labels: Readonly<Record<Severity, string>> = { high: "High", medium: "Medium", low: "Low" };

/** One card for each person: what was found, the worst first, and the way to mend it. */
export function peopleSection({ findings }: Audit): Section | undefined {
  if (findings.length === 0) return undefined;
  const people = [...groupBy(findings, ({ user }) => user)].map(([user, found]) => ({
    user,
    found: severities.flatMap((severity) => found.filter((finding) => finding.severity === severity)),
  }));
  // Nobody is last for a name: the worst comes first, then who has the most of it.
  const rank = ({ found }: (typeof people)[number]) =>
    severities.map((severity) => String(999_999 - sizeOf(found, severity)).padStart(6, "0")).join("");
  const sorted = [...people].sort(by((person) => `${rank(person)} ${person.user}`));
  const kinds = severities.flatMap((value) => {
    const size = people.filter(({ found }) => sizeOf(found, value) > 0).length;
    return size === 0 ? [] : [{ value, label: labels[value], size }];
  });
  const cards = sorted.map(({ user, found }, index) => ({ worst: found[0]?.severity, card: card(user, found, index) }));
  const groups = severities.flatMap((severity) => {
    const these = cards.filter(({ worst }) => worst === severity);
    return these.length === 0
      ? []
      : [
          html`<section class="group"><h3>${labels[severity]} <small>${these.length}</small></h3><div class="cards">${these.map(({ card }) => card)}</div></section>`,
        ];
  });
  return {
    ...{ id: "people", title: "People", size: people.length },
    body: html`${filterBar(kinds, people.length, "name, rule, what was found")}
<div class="groups">${groups}</div>`,
  };
}

function card(user: string, found: readonly JudgedFinding[], index: number): Html {
  const levels = severities.filter((severity) => sizeOf(found, severity) > 0);
  const badges = levels.map(
    (severity) => html` <span class="badge ${severity}">${sizeOf(found, severity)} ${severity}</span>`,
  );
  const items = found.map(
    ({ id, severity, message }) =>
      html`<li><span class="severity ${severity}">${severity}</span><div><span class="message">${message}</span> <a href="#${id}"><code>${id}</code></a></div></li>`,
  );
  return html`<article class="person ${levels[0]}" id="p${index}" data-kinds="${levels.join(" ")}"${levels[0] === "high" ? html` data-danger` : nothing}>
<div class="head"><h4>${user}</h4>${badges}</div>
<ul class="findings plain">${items}</ul>
${wayOut(found)}</article>
`;
}

/** Whoever is suspended needs no other change: what else is found is then for the day they return. */
function wayOut(found: readonly JudgedFinding[]): Html {
  const leaving = found.find(({ suspendFor, yaml }) => suspendFor !== undefined && yaml !== undefined);
  const told = leaving === undefined ? found : [leaving];
  const fixes = [...new Set(told.map(({ fix }) => fix))];
  const snippets = [...new Set(told.flatMap(({ yaml }) => yaml ?? []))];
  return html`<div class="mend"><h5>What to do</h5><ul class="plain">${fixes.map((fix) => html`<li class="fix">${linesOfText(fix)}</li>`)}</ul>${snippets.map((yaml) => yamlBlock(yaml))}</div>\n`;
}

function sizeOf(found: readonly JudgedFinding[], severity: Severity): number {
  return found.filter((finding) => finding.severity === severity).length;
}
