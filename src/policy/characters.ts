import { isObject } from "../text/values";

/** As AWS's service model has it, `policyDocumentType`: what is left of Latin-1 without its controls. */
const pattern = "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+";
const foreign = /[^\t\n\r\u0020-\u00FF]/u;

/** The words in which IAM refuses a document that has a character of another script. */
const words = `1 validation error detected: Value at 'policyDocument' failed to satisfy constraint: Member must satisfy regular expression pattern: ${pattern}`;

export interface ForeignCharacter {
  readonly words: string;
  /** Keys that lead to the text, positions in lists among them; the last one is the text where a key has the character. */
  readonly below: readonly string[];
  readonly detail: string;
}

/** The first character of a policy that is not in Latin-1, in whatever key or value it stands. */
export function foreignCharacter(document: unknown): ForeignCharacter | undefined {
  const found = find(document, []);
  if (found === undefined) return undefined;
  const { character, below } = found;
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return { words, below, detail: `${character} (U+${code}) is not in Latin-1` };
}

function find(value: unknown, below: readonly string[]): { character: string; below: readonly string[] } | undefined {
  if (typeof value === "string") {
    const character = foreign.exec(value)?.[0];
    return character === undefined ? undefined : { character, below };
  }
  if (!isObject(value) && !Array.isArray(value)) return undefined;
  for (const [key, entry] of Object.entries(value)) {
    const found = find(key, [...below, key]) ?? find(entry, [...below, key]);
    if (found !== undefined) return found;
  }
  return undefined;
}
