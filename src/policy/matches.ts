/**
 * A pattern, character by character, with its wildcards kept apart from characters: `${*}` is the character `*`, not a wildcard.
 */
export type Pattern = readonly Token[];
type Token = string | typeof anyText | typeof anyCharacter;

const anyText = Symbol("*");
const anyCharacter = Symbol("?");

/** `*` is any text, the empty one too, and `?` any one character. */
export function patternOf(text: string): Pattern {
  return Array.from({ length: text.length }, (_, at) => {
    const character = text.charAt(at);
    return character === "*" ? anyText : character === "?" ? anyCharacter : character;
  });
}

/**
 * Whether a pattern covers the whole text, in the time of their lengths' sum: policies are written by others. Between two
 * stars stands a text that is looked for once, at its first place; no place is tried twice. What is looked for costs one
 * step a character of the text for every 31 characters of its own.
 */
export function matches(pattern: string | Pattern, text: string): boolean {
  if (typeof pattern === "string") {
    const wildcard = pattern.search(/[*?]/);
    if (wildcard < 0) return pattern === text;
    if (!text.startsWith(pattern.slice(0, wildcard))) return false;
    if (!pattern.includes("?")) {
      const parts = pattern.split("*");
      if (parts.every(({ length }) => length <= short)) return matchesParts(parts, text);
    }
  }
  const [first = [], ...rest] = split(typeof pattern === "string" ? patternOf(pattern) : pattern, anyText);
  const last = rest.pop();
  if (last === undefined) return first.length === text.length && fits(first, text, 0);
  const end = text.length - last.length;
  if (end < first.length || !fits(first, text, 0) || !fits(last, text, end)) return false;
  let from = first.length;
  for (const part of rest) {
    const found = part.length === 0 ? from : endOf(part, text, from, end);
    if (found === undefined) return false;
    from = found;
  }
  return true;
}

/** A search for a longer text may take, in a text that is made for it, as many steps a character as the text is long. */
const short = 64;

/** The same for a pattern of short texts between stars, at least two: nearly every pattern that somebody writes. */
function matchesParts(parts: readonly string[], text: string): boolean {
  const first = parts[0] ?? "";
  const last = parts[parts.length - 1] ?? "";
  const end = text.length - last.length;
  if (end < first.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let from = first.length;
  for (let at = 1; at < parts.length - 1; at += 1) {
    const part = parts[at] ?? "";
    const found = text.indexOf(part, from);
    if (found < 0 || found + part.length > end) return false;
    from = found + part.length;
  }
  return true;
}

/** Names of actions are not distinguished by case. */
export function matchesAction(pattern: string, action: string): boolean {
  // Most patterns are of another service: that is seen before anything is copied.
  for (let at = 0; at < pattern.length; at += 1) {
    const wanted = pattern.charCodeAt(at);
    const code = action.charCodeAt(at);
    if (wanted === star || wanted === questionMark || wanted >= 128 || code >= 128)
      return matches(pattern.slice(at).toLowerCase(), action.slice(at).toLowerCase());
    if (wanted !== code && lower(wanted) !== lower(code)) return false;
  }
  return pattern.length === action.length;
}

const [star, questionMark] = [42, 63];

/** Of a letter of ASCII. */
function lower(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : code;
}

/**
 * As the operators ArnEquals and ArnLike compare: each of the six parts of an ARN by itself, so that a star in one does
 * not reach into the next (IAM User Guide, "Amazon Resource Name (ARN) condition operators"). A pattern or text of fewer
 * parts is compared as a whole.
 */
export function matchesArn(pattern: string | Pattern, arn: string): boolean {
  const tokens = typeof pattern === "string" ? patternOf(pattern) : pattern;
  const wanted = split(tokens, ":");
  const parts = arn.split(":");
  if (wanted.length < 6 || parts.length < 6) return matches(tokens, arn);
  const heads = wanted.slice(0, 5);
  const start = heads.reduce((sum, part) => sum + part.length + 1, 0);
  return (
    heads.every((part, index) => matches(part, parts[index] ?? "")) &&
    matches(tokens.slice(start), parts.slice(5).join(":"))
  );
}

function split(pattern: Pattern, at: Token): Pattern[] {
  const parts: Token[][] = [[]];
  for (const token of pattern) {
    if (token === at) parts.push([]);
    else parts[parts.length - 1]?.push(token);
  }
  return parts;
}

function fits(part: Pattern, text: string, at: number): boolean {
  return part.every((token, index) => token === anyCharacter || token === text.charAt(at + index));
}

const wordBits = 31;

/**
 * Where the first occurrence of a part between two places ends. Shift-and (Baeza-Yates and Gonnet, 1992): a bit for each
 * beginning of the part says whether the text that was just read ends with it.
 */
function endOf(part: Pattern, text: string, from: number, end: number): number | undefined {
  const words = Math.ceil(part.length / wordBits);
  const wild = new Int32Array(words);
  const masks = new Map<string, Int32Array>();
  for (const token of part) if (typeof token === "string") masks.set(token, new Int32Array(words));
  part.forEach((token, index) => {
    const mask = typeof token === "string" ? masks.get(token) : wild;
    if (mask !== undefined)
      mask[(index / wordBits) | 0] = (mask[(index / wordBits) | 0] ?? 0) | (1 << (index % wordBits));
  });
  const seen = new Int32Array(words);
  const lastWord = words - 1;
  const lastBit = 1 << ((part.length - 1) % wordBits);
  for (let at = from; at < end; at += 1) {
    const mask = masks.get(text.charAt(at));
    let carry = 1;
    for (let word = 0; word < words; word += 1) {
      const before = seen[word] ?? 0;
      seen[word] = ((before << 1) | carry) & ((mask?.[word] ?? 0) | (wild[word] ?? 0));
      carry = (before >>> (wordBits - 1)) & 1;
    }
    if (((seen[lastWord] ?? 0) & lastBit) !== 0) return at + 1;
  }
  return undefined;
}
