/**
 * Makes text from outside harmless for a terminal, a page or a log: control characters, terminal escapes,
 * right-to-left overrides and invisible characters are written as `\u{...}`; line breaks too unless kept.
 */
export function printable(
  text: string,
  options: { readonly keepLineBreaks?: boolean; readonly max?: number } = {},
): string {
  const max = options.max ?? Number.POSITIVE_INFINITY;
  const cut = text.length > max ? `${beginning(text, max)}…` : text;
  return cut.replace(unprintable, (character) =>
    options.keepLineBreaks && character === "\n" ? character : `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}

/** Not in the middle of a character that has two units. */
function beginning(text: string, max: number): string {
  return text.slice(0, /[\uD800-\uDBFF]/.test(text.charAt(max - 1)) ? max - 1 : max);
}

/**
 * Controls, format characters (direction, zero-width, tags), line separators, lone surrogates, and what is no character,
 * which XML cannot hold: U+FFFE, U+FFFF.
 */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Noncharacter_Code_Point}]/gu;
