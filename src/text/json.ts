/** One document for programs, and safe to print on a terminal or to put into a page. */
export function jsonDocument(value: unknown): string {
  return `${harmless(JSON.stringify(value, null, 2))}\n`;
}

/** Keeps JSON what it is: controls, direction marks, `<` and `##` are written as its escapes. */
function harmless(json: string): string {
  return json.replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}<]|##/gu, (found) =>
    [...found.matchAll(/[\s\S]/g)].map(([unit]) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`).join(""),
  );
}
