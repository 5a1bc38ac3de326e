import { matches } from "./matches";

/** Stand for what a wildcard of the other pattern may be: characters that no policy has. */
const some = "\uE000\uE000\uE000";
const one = "\uE001";

/**
 * Whether a pattern covers all that another one covers. Where it says yes that is so; some coverings it does not see, such
 * as that of `a*` by `a` and `a?*` together.
 */
export function covers(wide: string, narrow: string): boolean {
  if (wide === narrow || /^\*+$/.test(wide)) return true;
  const wildcard = wide.search(/[*?]/);
  if (wildcard < 0 || !narrow.startsWith(wide.slice(0, wildcard))) return false;
  if (!/[*?]/.test(narrow)) return matches(wide, narrow);
  const filled = (star: string) => narrow.replace(/\*+/g, star).replaceAll("?", one);
  return matches(wide, filled(some)) && matches(wide, filled(""));
}

/** Longer patterns count as overlapping: what it costs grows with the product of the lengths. */
const longest = 2048;

/** Whether there is a text that both patterns cover. A variable may be any text. */
export function overlap(first: string, second: string): boolean {
  const [one, other] = [open(first), open(second)];
  if (one === other) return true;
  if (!/[*?]/.test(one)) return matches(other, one);
  if (!/[*?]/.test(other)) return matches(one, other);
  const start = Math.min(one.search(/[*?]/), other.search(/[*?]/));
  if (one.slice(0, start) !== other.slice(0, start)) return false;
  if (one.length > longest || other.length > longest) return true;
  return meet(one.slice(start), other.slice(start));
}

function open(pattern: string): string {
  return pattern.includes("${") ? pattern.replace(/\$\{[^}]{0,512}\}/g, "*") : pattern;
}

/** Which ends of the other pattern can still be reached, one character of the first after the other. */
function meet(first: string, second: string): boolean {
  const length = second.length;
  let reached = new Uint8Array(length + 1);
  reached[0] = 1;
  spread(reached, second);
  for (const character of first) {
    const next = new Uint8Array(length + 1);
    for (let at = 0; at <= length; at += 1) {
      if (reached[at] === 0) continue;
      if (character === "*") {
        // Any text, so any rest of the other pattern.
        next.fill(1, at);
        break;
      }
      const there = second[at];
      if (there === "*") next[at] = 1;
      else if (there !== undefined && (there === "?" || character === "?" || there === character)) next[at + 1] = 1;
    }
    spread(next, second);
    reached = next;
  }
  return reached[length] === 1;
}

/** A star may be no text at all. */
function spread(reached: Uint8Array, pattern: string): void {
  for (let at = 0; at < pattern.length; at += 1) if (reached[at] === 1 && pattern[at] === "*") reached[at + 1] = 1;
}
