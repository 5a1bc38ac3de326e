import { textProblems } from "../../src/roster/literal-text";
import { parseYaml } from "../../src/roster/parse-yaml";

const problemsOf = (yaml: string) => {
  const { root } = parseYaml(yaml);
  return root === undefined ? [] : [...textProblems(root)].map(({ path, message }) => `${path.join(".")}: ${message}`);
};

test.each([
  ["bell", String.raw`reason: "rings \u0007"`, "reason: the text holds an invisible character, \\u{7}"],
  [
    "lone carriage return",
    String.raw`reason: "over\rwritten"`,
    "reason: the text holds an invisible character, \\u{d}",
  ],
  [
    "byte order mark",
    String.raw`reason: "\uFEFFContract ended"`,
    "reason: the text holds an invisible character, \\u{feff}",
  ],
  [
    "right-to-left override",
    String.raw`reason: "\u202e7 days"`,
    "reason: the text holds an invisible character, \\u{202e}",
  ],
  [
    "reference of CDKTF",
    "reason: ${TfToken[TOKEN.0]}",
    "reason: the text holds TfToken[, which CDKTF takes for a reference of its own",
  ],
])("fails when the text holds a %s", (_, yaml, expected) => {
  expect(problemsOf(yaml)).toEqual([expected]);
});

test("does not report tabs, line breaks of any system, emoji and templates", () => {
  expect(problemsOf('a: "1\\t2"\r\nb: |\r\n  one\r\n  two\r\nc: 🦊 ${aws:username} %{ if true }\r\n')).toEqual([]);
});
