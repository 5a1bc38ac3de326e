import { printable } from "./printable";

/** Text from outside as a code span: there neither Markdown nor HTML nor `@mentions` nor `#references` mean anything. */
export function code(text: string): string {
  const shown = printable(text, { max: 300 }).replaceAll("##", "#\\u{23}").trim();
  if (shown === "") return "`(empty)`";
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = shown.startsWith("`") || shown.endsWith("`") ? " " : "";
  return `${fence}${pad}${shown}${pad}${fence}`;
}
