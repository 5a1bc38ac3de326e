import fc from "fast-check";
import { kebabCase } from "../../src/text/kebab-case";
import { printable } from "../../src/text/printable";

describe("printable", () => {
  test.each([
    ["a terminal escape", "\u001b[31mred\u001b[0m", "\\u{1b}[31mred\\u{1b}[0m"],
    ["a direction override", "\u202eevil", "\\u{202e}evil"],
    ["a zero-width space", "al\u200bice", "al\\u{200b}ice"],
    ["a byte order mark", "\ufeffusers", "\\u{feff}users"],
    ["a line break", "a\nb\r\u2028c", "a\\u{a}b\\u{d}\\u{2028}c"],
    ["half a character", "\ud83e", "\\u{d83e}"],
    ["an invisible tag character", "a\u{e0041}", "a\\u{e0041}"],
    ["letters and emoji of the world", "Zoë 日本語 🧑", "Zoë 日本語 🧑"],
  ])("shows %s", (_name, text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  test("keeps line breaks and cuts where it is told to", () => {
    expect(printable("a\nb\u0007", { keepLineBreaks: true })).toBe("a\nb\\u{7}");
    expect(printable("abcdef", { max: 3 })).toBe("abc…");
  });

  test("leaves nothing that a terminal would act on, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(printable(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
      { numRuns: 300 },
    );
  });
});

test("kebab-case is how flags are written in ids and tags", () => {
  expect(["forceDestroy", "consoleWithoutMfa", "tags"].map(kebabCase)).toEqual([
    "force-destroy",
    "console-without-mfa",
    "tags",
  ]);
});
