import { type Html, html, joined } from "../../../text/html";

/** One thing about a person, before and after; `stays` is the same on both sides. */
export interface Row {
  readonly label: string;
  readonly before: readonly Html[];
  readonly after: readonly Html[];
  readonly stays: readonly Html[];
}

/** Rows that differ side by side, then all that stays in one row. */
export function sideBySide(rows: readonly Row[], gone: Html, notYet: Html): Html {
  const differing = rows.filter(({ before, after }) => before.length + after.length > 0);
  const stays = rows.flatMap((row) => row.stays);
  const body = differing.map(
    ({ label, before, after }) =>
      html`<tr><th scope="row">${label}</th><td>${cell(before, notYet)}</td><td>${cell(after, gone)}</td></tr>`,
  );
  const same =
    stays.length === 0
      ? []
      : [html`<tr class="stays"><th scope="row">Stays</th><td colspan="2">${joined(stays, ", ")}</td></tr>`];
  if (body.length === 0) return stays.length === 0 ? html`` : html`<p class="stays">Stays: ${joined(stays, ", ")}</p>`;
  return html`<table class="sides"><thead><tr><td></td><th scope="col">Before</th><th scope="col">After</th></tr></thead><tbody>${body}${same}</tbody></table>`;
}

function cell(items: readonly Html[], empty: Html): Html {
  const [first] = items;
  if (first === undefined) return empty;
  return items.length === 1 ? first : html`<ul class="plain">${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}
