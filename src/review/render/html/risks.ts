import type { Section } from "../../../rules/page/template";
import { type Html, html, nothing } from "../../../text/html";
import type { AcceptedRisk } from "../../model/accepted";
import type { Review } from "../../model/review";
import type { Anchors } from "./anchors";
import { acceptanceOf, foldedList } from "./words";

/** What users.yaml accepts for everybody who stays, and says about leavers, with the reason given there. */
export function risksSection({ acceptedRisks }: Review, anchors: Anchors): Section | undefined {
  if (acceptedRisks.length === 0) return undefined;
  const items = acceptedRisks.map((risk) => riskItem(risk, anchors));
  return {
    ...{ id: "risks", title: "Accepted risks", size: items.length, kind: "risks" },
    body: foldedList(items, "accepted risks", 40),
  };
}

function riskItem(risk: AcceptedRisk, anchors: Anchors): Html {
  const anchor = anchors.person(risk.person);
  const who = anchor === undefined ? html`<b>${risk.person}</b>` : html`<a href="#${anchor}">${risk.person}</a>`;
  return html`<div class="what">${who} <span class="badge accepted">${risk.flag}</span> ${sinceOf(risk)}${anchors.place(risk.place)}</div><div class="acceptance">${acceptanceOf(risk)}</div>`;
}

/** What is new in this change must not drown in what was accepted before. */
function sinceOf({ since }: AcceptedRisk): Html {
  return since === "before" ? nothing : html`<strong>${since}</strong> `;
}
