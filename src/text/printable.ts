/**
 * Makes text from outside harmless for a terminal, a page or a log: control characters, terminal escapes,
 * right-to-left overrides and invisible characters are written as `\u{...}`; line breaks too unless kept.
 */
export function printable(
  text: string,
  options: { readonly keepLineBreaks?: boolean; readonly max?: number } = {},
): string {
  const max = options.max ?? Number.POSITIVE_INFINITY;
  const cut = text.length > max ? `${text.slice(0, max)}…` : text;
  return cut.replace(unprintable, (character) =>
    options.keepLineBreaks && character === "\n" ? character : `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}

/** Controls, format characters (direction, zero-width, tags), line separators, lone surrogates. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
