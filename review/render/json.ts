import type { Review } from "../review";

/** The review as it is; docs/review.schema.json is its schema. Controls, direction marks and `<` are written as escapes. */
export function renderJson(review: Review): string {
  return `${harmless(JSON.stringify(review, null, 2))}\n`;
}

/** Keeps JSON what it is, and safe to print on a terminal or to put into a page. */
export function harmless(json: string): string {
  return json.replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}<]|##/gu, (found) =>
    [...found.matchAll(/[\s\S]/g)].map(([unit]) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`).join(""),
  );
}
