import { type Html, html, nothing } from "../../../text/html";
import type { Review } from "../../model/review";
import { accessLines } from "../access";

/** Who gains or loses access. The template makes texts from outside harmless. */
export function accessSection(review: Review): Html {
  const lines = accessLines(review, (text) => text);
  if (lines.length === 0) return nothing;
  return html`<section aria-labelledby="access">
<h2 id="access">Access</h2>
<ul class="plain">${lines.map((line) => html`<li>${line}</li>`)}</ul>
</section>`;
}
