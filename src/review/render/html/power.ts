import { type Html, html } from "../../../text/html";
import type { PowerChange } from "../../model/policy";

/** What a policy newly allows and no longer allows. */
export function powerOf({ everything, allowsMore, allowsLess }: PowerChange): Html {
  const lines = [
    ...(everything.after && !everything.before ? [html`<strong>allows EVERYTHING</strong>`] : []),
    ...(allowsMore.length > 0 ? [html`newly allows <ins>${some(allowsMore)}</ins>`] : []),
    ...(allowsLess.length > 0 ? [html`no longer allows <del>${some(allowsLess)}</del>`] : []),
  ];
  return lines.length === 0
    ? html``
    : html`<ul class="plain power">${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}

function some(actions: readonly string[]): Html {
  const rest = actions.length > 20 ? ` and ${actions.length - 20} more` : "";
  return html`<code>${actions.slice(0, 20).join(", ")}</code>${rest}`;
}
