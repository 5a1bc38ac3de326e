import { shellWord } from "../text/shell-word";

/**
 * The line that somebody types to have a command again, with the options that were given: texts, numbers and switches.
 * @param without options that are to be left out
 */
export function commandLine(
  name: string,
  values: Readonly<Record<string, unknown>>,
  { words = [], without = [] }: { words?: readonly string[]; without?: readonly string[] } = {},
): string {
  const given = Object.entries(values)
    .filter(([option]) => !without.includes(option))
    .flatMap(([option, value]) => [value].flat().flatMap((one) => wordsOf(option, one)));
  return ["roster", name, ...given, ...words.map(shellWord)].join(" ");
}

function wordsOf(option: string, value: unknown): string[] {
  if (value === true) return [`--${option}`];
  if (typeof value !== "string" && typeof value !== "number") return [];
  return [`--${option}`, shellWord(String(value))];
}
