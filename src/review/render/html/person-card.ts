import { type Html, html, joined, nothing } from "../../../text/html";
import type { Person } from "../../model/person";
import type { Anchors, DangerGroup } from "./anchors";
import { classOf } from "./glance";
import { sideBySide } from "./row";
import { rowsOf } from "./rows";

/** One person, before and after side by side, with the dangers that are about them. */
export function personCard(person: Person, anchors: Anchors, planned: string | undefined): Html {
  const { name, within, change, forgotten } = person;
  const dangers = anchors.dangersOf(name);
  const kind = classOf(change);
  const marks = dangers.length === 0 ? nothing : html`<p class="marks">${dangers.map(mark)}</p>`;
  const notes = notesOf(person);
  const told =
    notes.length === 0 ? nothing : html`<ul class="notes plain">${notes.map((note) => html`<li>${note}</li>`)}</ul>`;
  const gone = forgotten ? html`<strong>stays, unmanaged</strong>` : html`<span class="none">gone</span>`;
  const rows = sideBySide(
    rowsOf(person, planned),
    change === "leaves" ? gone : html`<span class="none">none</span>`,
    html`<span class="none">none</span>`,
  );
  return html`<article class="person ${kind}" id="${anchors.card(person)}" data-kinds="${kind}"${isEndangered(dangers) ? html` data-danger` : nothing}>
<div class="head"><h4>${name}${within === undefined ? nothing : html` (${within})`}</h4> <span class="badge">${badges[change]}</span>${anchors.place(person.place)}</div>
${aboutOf(person)}${marks}${told}${rows}
</article>`;
}

/** Whether a danger is about the person that nobody has accepted. */
export function isEndangered(dangers: readonly DangerGroup[]): boolean {
  return dangers.some(({ severity }) => severity !== "accepted");
}

const badges: Readonly<Record<Person["change"], string>> = {
  leaves: "leaves",
  replaced: "replaced",
  renamed: "renamed",
  "is suspended": "suspended",
  joins: "joins",
  returns: "returns",
  changes: "changes",
  imported: "imported",
  unchanged: "unchanged",
};

function mark({ anchor, id, severity }: DangerGroup): Html {
  return html`<a class="mark ${severity}" href="#${anchor}"><span class="severity">${severity}</span> ${id}</a> `;
}

function aboutOf({ type, owner, key, name }: Person): Html {
  const facts = [
    ...(type === undefined ? [] : [html`${type}`]),
    ...(owner === undefined ? [] : [html`owner ${owner}`]),
    ...(key === name ? [] : [html`<code>${key}</code> in users.yaml`]),
  ];
  return facts.length === 0 ? nothing : html`<p class="about">${joined(facts, " · ")}</p>`;
}

function notesOf({ forgotten, address, movedFrom, change }: Person): Html[] {
  return [
    ...(forgotten
      ? [html`<strong>Terraform stops managing the user: it stays in the account with its access.</strong>`]
      : []),
    ...(change === "is suspended" ? [html`Can do nothing any more.`] : []),
    ...(address === undefined ? [html`The user itself is not part of this stack.`] : []),
    ...(movedFrom === undefined ? [] : [html`Moved in the state from <code>${movedFrom}</code>.`]),
  ];
}
