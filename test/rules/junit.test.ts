import fc from "fast-check";
import { formatJunit } from "../../src/rules/formats/junit";
import { answerOf, judgedBy } from "../judged-by";

/** Parses each document with expat, and says what it reads in it or why it is not well-formed. */
const READ = `
import json, sys
import xml.etree.ElementTree as ET
out = []
for document in json.load(sys.stdin):
    try:
        root = ET.fromstring(document.encode("utf-8"))
        out.append([root.find(".//failure").get("message"), root.find(".//failure").text])
    except (ET.ParseError, UnicodeEncodeError) as error:
        out.append(str(error))
print(json.dumps(out))
`;

const reportOf = (text: string) => ({
  ...{ command: "validate", title: "", rules: [] },
  findings: [
    {
      ...({ id: "account-pinned", level: "error", message: text, fix: text, about: text, documentation: "" } as const),
      place: { file: text, line: 1, column: 1 },
      fails: true,
    },
  ],
});

const judge = (texts: readonly string[]): unknown[] =>
  JSON.parse(answerOf("python3", ["-c", READ], JSON.stringify(texts.map((text) => formatJunit(reportOf(text))))));

judgedBy("python3", () => {
  test.each([
    ["U+FFFE", "a\uFFFEb", "a\\u{fffe}b"],
    ["U+FFFF", "a\uFFFFb", "a\\u{ffff}b"],
    ["a character outside the plane that is none", "a\u{1FFFE}b", "a\\u{1fffe}b"],
    ["half a character", "a\uD800b", "a\\u{d800}b"],
    ["the other half", "a\uDC00b", "a\\u{dc00}b"],
    ["a null", "a\0b", "a\\u{0}b"],
    ["a control character", "a\u001Bb\u0085", "a\\u{1b}b\\u{85}"],
    ["markup", '<a b="c">&amp;]]>\'', '<a b="c">&amp;]]>\''],
    ["a whole character where a text is cut", `${"a".repeat(399)}\u{1F600}b`, `${"a".repeat(399)}…`],
  ])("JUnit with %s is well-formed", (_what, text, expected) => {
    const [read] = judge([text]) as [[string, string]];
    expect(read[0]).toBe(expected);
  });

  test("JUnit is well-formed whatever a text holds", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(fc.nat({ max: 0xffff })).map((units) => String.fromCharCode(...units)),
    );
    fc.assert(
      fc.property(fc.array(text, { minLength: 200, maxLength: 200 }), (texts) => {
        expect(judge(texts).filter((read) => typeof read === "string")).toEqual([]);
      }),
      { numRuns: 4 },
    );
  });
});
