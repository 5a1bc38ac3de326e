/** A command that somebody is told to run, as words. */
export type Told = readonly string[];

export interface Advice {
  readonly told: Told;
  /** "Then the same command again". */
  readonly again: boolean;
}

/** Options of `roster` that take a value; what stands behind any other is prose again. */
const WITH_VALUE = new Set(["--state-from", "--file", "--plan", "--audit", "--patience", "--saved", "--state"]);

/**
 * The command that a person runs who does what was printed last, and nothing else: the first of the last list under "Next:", else
 * that of the last line that names one.
 * @param text all that a run printed, both outputs as they came
 */
export function adviceIn(text: string): Advice | undefined {
  const lines = text.split("\n");
  const list = lines.lastIndexOf("Next:");
  const line =
    list < 0
      ? afterReview(lines).findLast((one) => commandIn(one) !== undefined)
      : lines.slice(list).find((one) => commandIn(one) !== undefined);
  const told = line === undefined ? undefined : commandIn(line);
  return told === undefined ? undefined : { told, again: /the same command again/.test(line ?? "") };
}

/** The review names commands too, each for one danger. */
function afterReview(lines: readonly string[]): readonly string[] {
  const end = lines.findLastIndex((line) => /^[\w-]+: (applied|nothing to change)$|^Nothing was applied/.test(line));
  return end < 0 ? lines : lines.slice(end);
}

function commandIn(line: string): Told | undefined {
  const unlock = /\b(?:terraform|tofu) (-chdir=\S+) force-unlock ([^\s,]+)/.exec(line);
  if (unlock !== null) return ["terraform", unquoted(unlock[1]), "force-unlock", unquoted(unlock[2])];
  const [, command, rest] = [...line.matchAll(/\broster (deploy|adopt|verify|sweep|audit)\b([^;:]*)/g)].at(-1) ?? [];
  if (command === undefined) return undefined;
  const words = (rest ?? "").split(/\s+/).filter(Boolean);
  const options: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = (words[at] ?? "").replace(/[,.]$/, "");
    if (!word.startsWith("--")) break;
    options.push(word);
    if (WITH_VALUE.has(word)) options.push(unquoted(words[++at]));
  }
  return ["roster", command, ...options];
}

function unquoted(word = ""): string {
  return word.replace(/^'(.*)'$/, "$1");
}
