import { count } from "../../../text/count";
import { type Html, html, joined, nothing } from "../../../text/html";
import type { Review } from "../../model/review";
import { reasonWords } from "../../reasons";
import { foldedList, placeOf } from "./words";

/** Never hidden: what the plan does beside people, counted by type and named. */
export function othersSection({ others, outputs }: Review): Html {
  if (others.length + outputs.length === 0) return nothing;
  const byType = new Map<string, number>();
  for (const { type } of others) byType.set(type, (byType.get(type) ?? 0) + 1);
  if (outputs.length > 0) byType.set("output", outputs.length);
  const counts = [...byType].map(([type, number]) => html`${number} <code>${type}</code>`);
  const items = [
    ...others.map(
      (other) => html`<span class="badge">${other.action}</span> <code>${other.address}</code>${reasonWords(other)}`,
    ),
    ...outputs.map(({ action, name }) => html`<span class="badge">${action}</span> output <code>${name}</code>`),
  ];
  return html`<section aria-labelledby="others">
<h2 id="others">Other changes <small>${items.length}</small></h2>
<p>No line of a person, a group or a policy tells ${count(items.length, "change")} of the plan: ${joined(counts, ", ")}. Read ${items.length === 1 ? "it" : "them"} in the plan.</p>
${foldedList(items, "changes", 25)}
</section>`;
}

/** What was changed outside Terraform since the last apply. */
export function driftSection({ drift }: Review): Html {
  if (drift.length === 0) return nothing;
  const items = drift.map(
    ({ person, address, what, expected, place }) =>
      html`<b>${person ?? address}</b>: ${what}${expected ? html` <small>as expected of people</small>` : nothing} ${placeOf(place)}`,
  );
  return html`<section aria-labelledby="drift">
<h2 id="drift">Changed outside Terraform <small>${items.length}</small></h2>
${foldedList(items, "changes", 25)}
</section>`;
}
