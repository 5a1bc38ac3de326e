import { type Html, html, nothing } from "../../../text/html";
import type { AcceptedRisk } from "../../model/accepted";
import type { Review } from "../../model/review";
import type { Anchors } from "./anchors";
import { acceptanceOf, foldedList, placeOf } from "./words";

/** What users.yaml accepts for everybody who stays, and says about leavers, with the reason given there. */
export function risksSection({ acceptedRisks }: Review, anchors: Anchors): Html {
  if (acceptedRisks.length === 0) return nothing;
  const items = acceptedRisks.map((risk) => riskItem(risk, anchors));
  return html`<section aria-labelledby="risks" class="risks">
<h2 id="risks">Accepted risks <small>${items.length}</small></h2>
${foldedList(items, "accepted risks", 40)}
</section>`;
}

function riskItem(risk: AcceptedRisk, anchors: Anchors): Html {
  const anchor = anchors.person(risk.person);
  const who = anchor === undefined ? html`<b>${risk.person}</b>` : html`<a href="#${anchor}">${risk.person}</a>`;
  return html`<div class="what">${who} <code>${risk.flag}</code> ${placeOf(risk.place)}</div><div class="acceptance">${acceptanceOf(risk)}</div>`;
}
