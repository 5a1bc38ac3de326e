import { lineAt, startsOfLines } from "../../src/text/lines";

test.each([
  ["", [0]],
  ["a", [0]],
  ["a\nb\n", [0, 2, 4]],
  ["a\r\nb\rc\n", [0, 3, 5, 7]],
])("the lines of %j start at %j", (text, starts) => {
  expect(startsOfLines(text)).toEqual(starts);
});

test("a line break is still on the line that it ends", () => {
  const starts = startsOfLines("ab\ncd\n");
  expect([0, 1, 2, 3, 5, 6].map((offset) => lineAt(starts, offset))).toEqual([1, 1, 1, 2, 2, 3]);
});
