import type { Section } from "../../../rules/page/template";
import { tilesOf } from "../../../rules/page/tiles";
import { html, nothing } from "../../../text/html";
import { type PersonChange, personChanges } from "../../model/person";
import type { Review } from "../../model/review";
import { headings } from "../describe";
import { glance } from "../glance";
import { ageChart, kindChart } from "./chart";

/** Who joins, leaves and changes, in numbers; credentials by kind and age. */
export function glanceSection(review: Review): Section {
  const { people } = review.summary;
  const changing = personChanges.filter((change) => change !== "unchanged" && people[change] > 0);
  const tiles = personChanges.flatMap((change) =>
    people[change] === 0
      ? []
      : [
          {
            ...{ label: headings[change].toLowerCase(), number: people[change] },
            ...{ kind: classOf(change), to: groupAnchor(change) },
          },
        ],
  );
  const nobody = changing.length === 0 ? html`<p>Nobody joins, leaves or changes.</p>` : nothing;
  const facts = glance(review).at(-1) ?? "";
  const charts = [kindChart(review), ageChart(review)];
  return {
    ...{ id: "glance", title: "At a glance" },
    body: html`${nobody}${tilesOf(tiles)}
<div class="panel"><div class="charts">${charts}</div>
<p class="dim">${facts}</p></div>`,
  };
}

export function groupAnchor(change: PersonChange): string {
  return `people-${classOf(change)}`;
}

/** One class for each change: `re-created`, `is-suspended`. */
export function classOf(change: PersonChange): string {
  return change.replaceAll(" ", "-");
}
