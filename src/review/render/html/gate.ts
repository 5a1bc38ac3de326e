import { count } from "../../../text/count";
import { type Html, html, joined, nothing } from "../../../text/html";
import type { Review } from "../../model/review";
import type { Anchors } from "./anchors";

/** The first thing on the page: whether the plan may go on, and who can change that. */
export function gateSection({ gate, plan, summary }: Review, { groups }: Anchors): Html {
  const rules = gate.closedBy.map((id) => {
    const group = groups.find((each) => each.id === id && each.severity !== "accepted");
    return group === undefined ? html`<code>${id}</code>` : html`<a href="#${group.anchor}"><code>${id}</code></a>`;
  });
  const why = gate.open
    ? html`<p>${gate.changes ? openWords(summary.warnings) : "Nothing changes."}</p>`
    : html`<p>Closed by ${joined(rules, ", ")}.</p>`;
  const openers =
    gate.openers.length === 0
      ? nothing
      : html`<div class="openers"><h2>Who can open it, and how</h2><ul class="plain">${gate.openers.map((opener) => html`<li>${opener}</li>`)}</ul></div>`;
  const strict =
    gate.failOn === "warning" ? html`<p class="dim">In this review warnings close the gate too.</p>` : nothing;
  return html`<header class="gate ${gate.open ? "open" : "closed"}">
<div><p class="eyebrow">iam-roster review${plan.roster === undefined ? nothing : html` of <code>${plan.roster}</code>`}</p>
<h1>The gate is ${gate.open ? "open" : "closed"}</h1>
${why}${strict}</div>
${openers}
</header>`;
}

function openWords(warnings: number): string {
  return warnings === 0
    ? "No danger was found in this plan."
    : `No error was found in this plan; read the ${count(warnings, "warning")} below.`;
}
