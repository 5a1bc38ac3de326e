import { count } from "../../text/count";
import { type Html, html } from "../../text/html";

/** A kind of card that can be shown alone. */
export interface Kind {
  /** One of the words of `data-kinds`. */
  readonly value: string;
  readonly label: string;
  readonly size: number;
}

/** Hidden until the script shows it: without scripts there is nothing to press. @param more what else can be chosen */
export function filterBar(kinds: readonly Kind[], people: number, placeholder: string, more?: Html): Html {
  const boxes = kinds.map(
    ({ value, label, size }) =>
      html`<label><input type="checkbox" name="kind" value="${value}"> ${label} <small>${size}</small></label>`,
  );
  return html`<div class="filter" id="filter" role="search" aria-label="People" hidden>
<label class="find"><span>Search</span><input type="search" id="find" autocomplete="off" spellcheck="false" placeholder="${placeholder}"></label>
<fieldset><legend>Show</legend>${boxes}${more}</fieldset>
<p><output id="shown" for="find">${count(people, "person", "people")}</output> <button type="button" id="reset" hidden>Show all</button></p>
</div>`;
}
