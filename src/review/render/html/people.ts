import { count } from "../../../text/count";
import { type Html, html, nothing } from "../../../text/html";
import { type Person, type PersonChange, personChanges } from "../../model/person";
import type { Review } from "../../model/review";
import { headings } from "../describe";
import type { Anchors } from "./anchors";
import { classOf, groupAnchor } from "./glance";
import { isEndangered, personCard } from "./person-card";

/** Everybody, leavers first. Who stays as they are is folded, unless there is a danger about them. */
export function peopleSection({ people, plan, summary }: Review, anchors: Anchors): Html {
  if (people.length === 0) return nothing;
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
  return html`<section aria-labelledby="people">
<h2 id="people">People</h2>
${filterBar(summary.people, people.length)}
<div class="groups">${groups}</div>
</section>`;
}

function title(change: PersonChange, number: number): Html {
  return html`<h3>${headings[change]} <small>${number}</small></h3>`;
}

/** Hidden until the script shows it: without scripts there is nothing to press. */
function filterBar(counts: Review["summary"]["people"], all: number): Html {
  const kinds = personChanges.filter((change) => counts[change] > 0);
  const boxes = kinds.map(
    (change) =>
      html`<label><input type="checkbox" name="change" value="${classOf(change)}"> ${headings[change]} <small>${counts[change]}</small></label>`,
  );
  return html`<div class="filter" id="filter" role="search" aria-label="People" hidden>
<label class="find"><span>Search</span><input type="search" id="find" autocomplete="off" spellcheck="false" placeholder="name, owner, group, policy, key"></label>
<fieldset><legend>Show</legend>${boxes}<label><input type="checkbox" id="danger-only"> In danger only</label></fieldset>
<p><output id="shown" for="find">${count(all, "person", "people")}</output> <button type="button" id="reset" hidden>Show all</button></p>
</div>`;
}
