import { type Html, html, nothing } from "../../../text/html";
import { type PersonChange, personChanges } from "../../model/person";
import type { Review, Summary } from "../../model/review";
import { headings } from "../describe";
import { glance } from "../glance";
import { ageChart, kindChart } from "./chart";

/** Who joins, leaves and changes, in numbers; credentials by kind and age. */
export function glanceSection(review: Review): Html {
  const { summary } = review;
  const changing = personChanges.filter((change) => change !== "unchanged" && summary.people[change] > 0);
  const tiles = changing.map((change) => tile(change, summary));
  const nobody = changing.length === 0 ? html`<p>Nobody joins, leaves or changes.</p>` : nothing;
  const facts = glance(review).at(-1) ?? "";
  return html`<section aria-labelledby="glance">
<h2 id="glance">At a glance</h2>
${nobody}<ul class="tiles">${tiles}${tile("unchanged", summary)}</ul>
<div class="charts">${kindChart(review)}${ageChart(review)}</div>
<p class="dim">${facts}</p>
</section>`;
}

function tile(change: PersonChange, { people }: Summary): Html {
  const number = people[change];
  if (number === 0) return nothing;
  return html`<li class="tile ${classOf(change)}"><a href="#${groupAnchor(change)}"><b>${number}</b> ${headings[change].toLowerCase()}</a></li>`;
}

export function groupAnchor(change: PersonChange): string {
  return `people-${classOf(change)}`;
}

/** One class for each change: `re-created`, `is-suspended`. */
export function classOf(change: PersonChange): string {
  return change.replaceAll(" ", "-");
}
