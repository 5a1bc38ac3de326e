import { filterBar } from "../../../rules/page/filter";
import type { Section } from "../../../rules/page/template";
import { type Html, html } from "../../../text/html";
import { type Person, type PersonChange, personChanges } from "../../model/person";
import type { Review } from "../../model/review";
import { headings } from "../describe";
import type { Anchors } from "./anchors";
import { classOf, groupAnchor } from "./glance";
import { isEndangered, personCard } from "./person-card";

/** Everybody, leavers first. Who stays as they are is folded, unless there is a danger about them. */
export function peopleSection({ people, plan, summary }: Review, anchors: Anchors): Section | undefined {
  if (people.length === 0) return undefined;
  const cards = (some: readonly Person[]) =>
    html`<div class="cards">${some.map((person) => personCard(person, anchors, plan.timestamp))}</div>`;
  const groups = personChanges.flatMap((change) => {
    const these = people.filter((person) => person.change === change);
    if (these.length === 0) return [];
    if (change !== "unchanged") {
      return [
        html`<section class="group${these.length === 1 ? " single" : ""}" id="${groupAnchor(change)}">${title(change, these.length)}${cards(these)}</section>`,
      ];
    }
    const calm = these.filter(({ name }) => !isEndangered(anchors.dangersOf(name)));
    const inDanger = these.filter(({ name }) => isEndangered(anchors.dangersOf(name)));
    const [folded, open] = [groupAnchor(change), `${groupAnchor(change)}-in-danger`];
    return [
      ...(inDanger.length === 0
        ? []
        : [
            html`<section class="group" id="${calm.length === 0 ? folded : open}"><h3>Unchanged, with a danger <small>${inDanger.length}</small></h3>${cards(inDanger)}</section>`,
          ]),
      ...(calm.length === 0
        ? []
        : [
            html`<section class="group" id="${folded}"><details class="unchanged"><summary>${title(change, calm.length)}</summary>${cards(calm)}</details></section>`,
          ]),
    ];
  });
  const kinds = personChanges.flatMap((change) => {
    const size = summary.people[change];
    return size === 0 ? [] : [{ value: classOf(change), label: headings[change], size }];
  });
  const dangerOnly = html`<label><input type="checkbox" id="danger-only"> In danger only</label>`;
  return {
    ...{ id: "people", title: "People", size: people.length },
    body: html`${filterBar(kinds, people.length, "name, owner, group, policy, key", dangerOnly)}
<div class="groups">${groups}</div>`,
  };
}

function title(change: PersonChange, number: number): Html {
  return html`<h3>${headings[change]} <small>${number}</small></h3>`;
}
