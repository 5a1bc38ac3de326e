/**
 * IAM's wildcards: `*` is any text, `?` any one character. Walks both texts once and goes back only to the last star,
 * so that a pattern of many stars costs no more than their product.
 */
export function textMatches(pattern: string, text: string): boolean {
  let at = 0;
  let inText = 0;
  let star = -1;
  let resume = 0;
  while (inText < text.length) {
    const char = pattern[at];
    if (char === "*") {
      star = at++;
      resume = inText;
    } else if (char !== undefined && (char === "?" || char === text[inText])) {
      at++;
      inText++;
    } else if (star >= 0) {
      at = star + 1;
      inText = ++resume;
    } else return false;
  }
  while (pattern[at] === "*") at++;
  return at === pattern.length;
}
