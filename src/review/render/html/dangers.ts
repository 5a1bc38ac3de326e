import { linkTo } from "../../../rules/formats/html";
import { type Html, html, nothing } from "../../../text/html";
import type { Danger } from "../../model/danger";
import { linkOf } from "../findings";
import type { Anchors, DangerGroup } from "./anchors";
import { acceptanceOf, foldedList, placeOf } from "./words";

/** Every danger with its reason and what can be done; what is accepted stands last, with its justification. */
export function dangersSection(anchors: Anchors): Html {
  const { groups } = anchors;
  if (groups.length === 0)
    return html`<section aria-labelledby="dangers"><h2 id="dangers">Dangers</h2><p>None found.</p></section>`;
  return html`<section aria-labelledby="dangers">
<h2 id="dangers">Dangers</h2>
${groups.map((group) => groupOf(group, anchors))}
</section>`;
}

function groupOf({ anchor, id, severity, dangers }: DangerGroup, anchors: Anchors): Html {
  const fixes = severity === "accepted" ? [] : [...new Set(dangers.map(({ fix }) => fix))];
  return html`<article class="danger ${severity}" id="${anchor}">
<div class="rule"><h3><span class="severity">${severity}</span> <code>${id}</code></h3><p>${dangers[0]?.why}</p></div>
<div class="found">${foldedList(
    dangers.map((danger) => messageOf(danger, anchors)),
    "of the same",
  )}${fixes.map((fix) => html`<p class="fix"><b>To do:</b> ${fix}</p>`)}</div>
</article>`;
}

function messageOf({ message, place, justified, person, source }: Danger, anchors: Anchors): Html {
  const anchor = person === undefined ? undefined : anchors.person(person);
  const link = anchor === undefined ? nothing : html` <a class="who" href="#${anchor}">see ${person}</a>`;
  const accepted = justified === undefined ? nothing : html`<div class="acceptance">${acceptanceOf(justified)}</div>`;
  return html`<span class="message">${message}</span>${link}${linkTo(linkOf(source))} ${placeOf(place)}${accepted}`;
}
