import fc from "fast-check";
import { matches, matchesAction, matchesArn } from "../../src/policy/matches";

/** What the wildcards mean, without regard to time. */
function means(pattern: string, text: string): boolean {
  if (pattern === "") return text === "";
  const rest = pattern.slice(1);
  if (pattern[0] === "*") return means(rest, text) || (text !== "" && means(pattern, text.slice(1)));
  return text !== "" && (pattern[0] === "?" || pattern[0] === text[0]) && means(rest, text.slice(1));
}

const word = (alphabet: string, maxLength: number) => fc.string({ unit: fc.constantFrom(...alphabet), maxLength });

test("matches what the naive reference matches", () => {
  fc.assert(
    fc.property(word("ab*?", 10), word("ab", 12), (pattern, text) => {
      expect(matches(pattern, text)).toBe(means(pattern, text));
    }),
    { numRuns: 2000 },
  );
});

test("matches parts of more than one machine word as the naive reference does", () => {
  const long = fc.tuple(word("ab?", 80), word("ab", 40)).map(([part, text]) => [part, text] as const);
  fc.assert(
    fc.property(long, word("ab", 60), ([part, before], after) => {
      const found = part.replaceAll("?", "a");
      expect(matches(`*${part}*`, before + found + after)).toBe(true);
      const other = before + after;
      const isThere = Array.from({ length: other.length + 1 }, (_, at) => at).some((at) =>
        means(part, other.slice(at, at + part.length)),
      );
      expect(matches(`*${part}*`, other)).toBe(isThere);
    }),
    { numRuns: 1000 },
  );
});

test("an action is matched whatever its case, everything else by case", () => {
  expect(matchesAction("IAM:create*", "iam:CreateUser")).toBe(true);
  expect(matches("arn:aws:iam::123456789012:user/Alice", "arn:aws:iam::123456789012:user/alice")).toBe(false);
});

test.each([
  ["arn:aws:iam::*:user/ci", "arn:aws:iam::123456789012:user/ci", true],
  ["arn:aws:iam::123456789012:*", "arn:aws:iam::123456789012:user/a:b", true],
  ["arn:*:iam::123456789012:user/ci", "arn:aws-cn:iam::123456789012:user/ci", true],
  ["arn:aws:*:123456789012:user/ci", "arn:aws:iam::123456789012:user/ci", true],
  ["arn:aws:*:*:*:user/ci", "arn:aws:iam:x:123456789012:group/a:user/ci", false],
  ["arn:aws:iam::1*:user/ci", "arn:aws:iam::123456789012:role/x:user/ci", false],
  ["*", "arn:aws:iam::123456789012:user/ci", true],
])("the ARN pattern %s and %s: %s", (pattern, arn, expected) => {
  expect(matchesArn(pattern, arn)).toBe(expected);
});

// The time is bounded by a count of steps, not by a clock.
test.each([
  ["stars", `${"*".repeat(2000)}x`],
  ["stars and letters", `${"*a".repeat(1000)}x`],
  ["one long part", `*${"a".repeat(1000)}b*`],
  ["question marks", `*${"?".repeat(900)}b*`],
  ["both", `${"*a?".repeat(300)}*b`],
])("no character of the text is looked at more than twice, whatever the pattern: %s", (_what, pattern) => {
  const text = "a".repeat(2048);
  const looks = jest.spyOn(String.prototype, "charAt");
  const found = matches(pattern, text);
  const count = looks.mock.calls.length;
  looks.mockRestore();
  expect(found).toBe(false);
  expect(count).toBeLessThanOrEqual(pattern.length + 2 * text.length);
});
