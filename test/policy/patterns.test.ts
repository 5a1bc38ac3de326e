import fc from "fast-check";
import { matches } from "../../src/policy/matches";
import { covers, overlap } from "../../src/policy/patterns";

test.each([
  ["*", "arn:aws:s3:::acme/*", true],
  ["s3:*", "s3:Get*", true],
  ["s3:Get*", "s3:*", false],
  ["s3:Get*", "s3:GetObject", true],
  ["a?c", "a*c", false],
  ["a*c", "a?c", true],
  ["a?*", "a*", false],
  ["*a*", "b*ab?", true],
  ["??", "*", false],
  ["home/*/x", "home/${aws:PrincipalTag/team}/x", true],
])("%s covers %s: %s", (wide, narrow, expected) => {
  expect(covers(wide, narrow)).toBe(expected);
});

test.each([
  ["arn:aws:s3:::acme/*", "arn:aws:s3:::*/secret", true],
  ["arn:aws:s3:::acme/*", "arn:aws:s3:::other/*", false],
  ["a*b", "*c", false],
  ["a*b", "?b", true],
  ["a", "a", true],
  ["a", "b", false],
  ["user/${aws:username}", "user/alice", true],
])("%s and %s have something in common: %s", (first, second, expected) => {
  expect([overlap(first, second), overlap(second, first)]).toEqual([expected, expected]);
});

const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 6 });
const text = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 6 });

test("what a covered pattern matches the wide one does, and what both match is common", () => {
  fc.assert(
    fc.property(pattern, pattern, fc.array(text, { minLength: 5, maxLength: 20 }), (wide, narrow, texts) => {
      for (const each of texts) {
        if (!matches(narrow, each)) continue;
        if (covers(wide, narrow)) expect(matches(wide, each)).toBe(true);
        if (matches(wide, each)) expect(overlap(wide, narrow)).toBe(true);
      }
    }),
    { numRuns: 2000 },
  );
});

test("long patterns of strangers take no longer than their product", () => {
  const long = "*a".repeat(20_000);
  expect([overlap(long, `${long}b`), covers(long, `${long}b`)]).toEqual([true, false]);
});
