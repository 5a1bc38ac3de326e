import { grouped } from "./count";
import { printable } from "./printable";

/** Markup that is safe to stand in the page: only `html` below makes it. */
export class Html {
  public constructor(public readonly markup: string) {}

  public toString(): string {
    return this.markup;
  }
}

export type Part = string | number | Html | readonly Html[] | undefined;

/**
 * A piece of the page. What is put into it is text, and is escaped, unless it is markup itself: nobody can forget to.
 * Attributes are always written with double quotes.
 */
export function html(fixed: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let markup = fixed[0] ?? "";
  for (const [index, part] of parts.entries()) markup += markupOf(part) + (fixed[index + 1] ?? "");
  return new Html(markup);
}

export const nothing = new Html("");

/** What is longer is cut: no text of a page is meant to be. */
const maxText = 2000;

/** The only way of text into the page: harmless for HTML, in attributes too, and for whoever looks at it. */
export function escapeText(
  text: string,
  options: { readonly keepLineBreaks?: boolean; readonly max?: number } = {},
): string {
  return escapeMarkup(printable(text, { max: maxText, ...options }));
}

/** For HTML and XML, in attributes too. What cannot be seen stays as it is: make it harmless first. */
export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => entities[character] ?? "");
}

/** Text of several lines, for an element that shows them. */
export function linesOfText(text: string, max = maxText): Html {
  return new Html(escapeText(text, { keepLineBreaks: true, max }));
}

/** `a, b, c` of markup */
export function joined(parts: readonly Html[], separator: string): Html {
  return new Html(parts.map(({ markup }) => markup).join(escapeText(separator)));
}

/** A style or script of our own, as it is: the page's policy knows it by its hash. */
export function ownSource(source: string): Html {
  if (/<\/|<!--/.test(source)) throw new Error("a style or script of the page must not end its element");
  return new Html(source);
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;",
};

function markupOf(part: Part): string {
  if (part === undefined) return "";
  if (typeof part === "string") return escapeText(part);
  if (typeof part === "number") return Number.isInteger(part) ? grouped(part) : String(part);
  return part instanceof Html ? part.markup : part.map(({ markup }) => markup).join("");
}
