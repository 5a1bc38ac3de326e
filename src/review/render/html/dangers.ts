import { linkTo } from "../../../rules/formats/html";
import type { Section } from "../../../rules/page/template";
import { type Html, html, nothing } from "../../../text/html";
import type { Danger } from "../../model/danger";
import { linkOf } from "../findings";
import type { Anchors, DangerGroup } from "./anchors";
import { acceptanceOf, foldedList } from "./words";

/** Every danger: what this change does, what can be done, and the reason of the rule; what is accepted stands last, with its justification. */
export function dangersSection(anchors: Anchors): Section {
  const { groups } = anchors;
  const size = groups.reduce((sum, { dangers }) => sum + dangers.length, 0);
  const body = html`<div class="list">${groups.map((group) => groupOf(group, anchors))}</div>`;
  return { id: "dangers", title: "Dangers", size, body: size === 0 ? html`<p>None found.</p>` : body };
}

function groupOf({ anchor, id, severity, dangers }: DangerGroup, anchors: Anchors): Html {
  const fixes = severity === "accepted" ? [] : [...new Set(dangers.map(({ fix }) => fix))];
  return html`<article class="danger ${severity}" id="${anchor}">
<h3><span class="severity">${severity}</span> <code>${id}</code></h3>
<div class="found">${foldedList(
    dangers.map((danger) => messageOf(danger, anchors)),
    "of the same",
  )}${fixes.map((fix) => html`<p class="fix"><b>To do:</b> ${fix}</p>`)}<p class="reason">${dangers[0]?.why}</p></div>
</article>`;
}

function messageOf({ message, place, justified, person, source }: Danger, anchors: Anchors): Html {
  const anchor = person === undefined ? undefined : anchors.person(person);
  const link = anchor === undefined ? nothing : html` <a class="who" href="#${anchor}">see ${person}</a>`;
  const accepted = justified === undefined ? nothing : html`<div class="acceptance">${acceptanceOf(justified)}</div>`;
  return html`<span class="message">${message}</span>${link}${linkTo(linkOf(source))} ${anchors.place(place)}${accepted}`;
}
