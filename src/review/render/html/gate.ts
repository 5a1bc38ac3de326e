import type { ReportPage } from "../../../rules/page/template";
import { count } from "../../../text/count";
import { html, joined, nothing } from "../../../text/html";
import type { Review } from "../../model/review";
import type { Anchors } from "./anchors";

/** The first thing on the page: whether the plan may go on, and who can change that. */
export function verdictOf(
  { gate, summary }: Review,
  { groups }: Anchors,
): Pick<ReportPage, "state" | "verdict" | "lead" | "aside"> {
  const rules = gate.closedBy.map((id) => {
    const group = groups.find((each) => each.id === id && each.severity !== "accepted");
    return group === undefined ? html`<code>${id}</code>` : html`<a href="#${group.anchor}"><code>${id}</code></a>`;
  });
  const why = gate.open
    ? html`<p>${gate.changes ? openWords(summary) : "Nothing changes."}</p>`
    : html`<p>Closed by ${joined(rules, ", ")}.</p>`;
  const openers = html`<div class="openers"><h2>Who can open it, and how</h2><ul class="plain">${gate.openers.map((opener) => html`<li>${opener}</li>`)}</ul></div>`;
  const strict =
    gate.failOn === "warning" ? html`<p class="dim">In this review warnings close the gate too.</p>` : nothing;
  const calm = summary.warnings + summary.justified === 0;
  return {
    state: gate.open ? (calm ? "open" : "risky") : "closed",
    verdict: `The gate is ${gate.open ? "open" : "closed"}`,
    lead: html`${why}${strict}`,
    aside: gate.openers.length === 0 ? undefined : openers,
  };
}

function openWords({ warnings, justified }: Review["summary"]): string {
  if (warnings > 0) return `No error was found in this plan; read the ${count(warnings, "warning")} below.`;
  if (justified > 0) return `What is dangerous in this plan is accepted: ${count(justified, "danger")}, below.`;
  return "No danger was found in this plan.";
}
