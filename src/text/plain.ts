import { printable } from "./printable";

/** One line for a log: the beginning of `##[command]` and `##vso[` is taken apart, since some runners obey it anywhere in a line. */
export function plain(text: string): string {
  return plainUpTo(400, text);
}

export function plainUpTo(max: number, text: string): string {
  return printable(text, { max }).replaceAll("##", "#\\u{23}");
}
