import { type Html, html, joined, linesOfText, nothing } from "../../../text/html";
import type { Accepted } from "../../model/accepted";
import type { Place } from "../../model/place";
import type { Review } from "../../model/review";
import { hrefOf } from "../links";

/** `users.yaml:22` */
export function placeOf(place: Place | undefined, plan: Review["plan"]): Html {
  if (place === undefined) return nothing;
  const href = hrefOf(place, plan);
  if (href !== undefined) {
    return html`<a class="place" href="${href}" rel="noopener noreferrer">${place.file}:${String(place.line)}</a>`;
  }
  const before = place.side === "before" ? html` <small>before</small>` : nothing;
  return html`<code class="place">${place.file}:${String(place.line)}${before}</code>`;
}

/** Why something is accepted, by whom, on which ticket, until when; as far as it is known. */
export function acceptanceOf({ justification, approvedBy, ticket, expires }: Accepted): Html {
  const facts = [
    ...(approvedBy === undefined ? [] : [html`approved by <b>${approvedBy}</b>`]),
    html`ticket <b>${ticket}</b>`,
    ...(expires === undefined ? [] : [html`until <b><time>${expires}</time></b>`]),
  ];
  const why = justification === undefined ? nothing : html`<q class="why">${linesOfText(justification)}</q> `;
  return html`${why}<span class="facts">${joined(facts, ", ")}</span>`;
}

/** A list whose tail is folded when it is long, so that what stands below it can be reached. */
export function foldedList(items: readonly Html[], noun: string, shown = 12): Html {
  const list = (some: readonly Html[]) => html`<ul class="plain">${some.map((item) => html`<li>${item}</li>`)}</ul>`;
  if (items.length <= shown + 3) return list(items);
  const rest = items.length - shown;
  return html`${list(items.slice(0, shown))}<details class="more"><summary>${rest} more ${noun}</summary>${list(items.slice(shown))}</details>`;
}

/** AWS's own policies without the part that is the same in all of them; names in IAM hold no space. */
export function policyName(label: string): Html {
  const [, own] = /^arn:aws[a-z-]*:iam::aws:policy\/(.+)$/.exec(label) ?? [];
  return own === undefined ? html`<code>${label}</code>` : html`<code>${own}</code> <small>AWS managed</small>`;
}
