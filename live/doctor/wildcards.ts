/**
 * IAM's wildcards: `*` is any text, `?` any one character. It goes back to the last star only, so that no pattern
 * takes long.
 */
export function matches(pattern: string, text: string): boolean {
  let [at, inText, star, resume] = [0, 0, -1, 0];
  while (inText < text.length) {
    if (pattern[at] === "*") {
      star = at++;
      resume = inText;
    } else if (at < pattern.length && (pattern[at] === "?" || pattern[at] === text[inText])) {
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
