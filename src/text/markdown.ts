import { printable } from "./printable";

/**
 * Text from outside as a code span: there neither Markdown nor HTML nor `@mentions` nor `#references` mean anything. Its
 * fence is longer than any run of backticks in it; a run that is longer than a fence may be is escaped.
 */
export function code(text: string): string {
  const shown = printable(text, { max: 300 })
    .replaceAll("##", "#\\u{23}")
    .replace(longRun, (run) => "\\u{60}".repeat(run.length))
    .trim();
  if (shown === "") return "`(empty)`";
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = shown.startsWith("`") || shown.endsWith("`") ? " " : "";
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** GitHub's engine, cmark-gfm, knows no fence of more than 80 backticks (MAXBACKTICKS); no honest text has so many. */
const longRun = /`{12,}/g;

/**
 * A line of ours that may hold a name from outside: what is more than a word or a number becomes a code span. Escaping is
 * not enough, since GitHub looks for mentions and references in what is left of the Markdown.
 */
export function codeWords(line: string): string {
  return line
    .split(" ")
    .map((word) => (plainWord.test(word) ? word : code(word)))
    .join(" ");
}

const plainWord = /^\(?(?:[A-Za-z]+(?:\.ya?ml)?|\d{1,3}(?:,\d{3})*)\)?[.,:;]?$/;
