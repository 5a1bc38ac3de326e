import type { Section } from "../../../rules/page/template";
import { count } from "../../../text/count";
import { html, joined, nothing } from "../../../text/html";
import type { Review } from "../../model/review";
import { reasonWords } from "../../reasons";
import type { Anchors } from "./anchors";
import { foldedList } from "./words";

/** Never hidden: what the plan does beside people, counted by type and named. */
export function othersSection({ others, outputs }: Review): Section | undefined {
  if (others.length + outputs.length === 0) return undefined;
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
  return {
    ...{ id: "others", title: "Other changes", size: items.length },
    body: html`<p class="reason">No line of a person, a group or a policy tells ${count(items.length, "change")} of the plan: ${joined(counts, ", ")}. Read ${items.length === 1 ? "it" : "them"} in the plan.</p>
${foldedList(items, "changes", 25)}`,
  };
}

/** What was changed outside Terraform since the last apply. */
export function driftSection({ drift }: Review, anchors: Anchors): Section | undefined {
  if (drift.length === 0) return undefined;
  const items = drift.map(
    ({ person, address, what, expected, place }) =>
      html`<b>${person ?? address}</b>: ${what}${expected ? html` <small>as expected of people</small>` : nothing} ${anchors.place(place)}`,
  );
  return {
    ...{ id: "drift", title: "Changed outside Terraform", size: items.length },
    body: foldedList(items, "changes", 25),
  };
}
