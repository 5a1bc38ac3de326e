import { type Html, html } from "../../text/html";

export interface Tile {
  readonly label: string;
  readonly number: number;
  /** Its colour. */
  readonly kind: string;
  /** Where it leads on the page. @default - nowhere */
  readonly to?: string | undefined;
}

/** The numbers of a report, in a row. */
export function tilesOf(tiles: readonly Tile[]): Html {
  return html`<ul class="tiles">${tiles.map(({ label, number, kind, to }) => {
    const words = html`<b>${number}</b> <i>${label}</i>`;
    const inner = to === undefined ? html`<span>${words}</span>` : html`<a href="#${to}">${words}</a>`;
    return html`<li class="tile ${kind}">${inner}</li>`;
  })}</ul>`;
}
