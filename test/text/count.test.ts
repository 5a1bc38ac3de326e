import { count, grouped } from "../../src/text/count";

test.each([0, 7, 999, 1000, 1128, 12_345, 123_456, 1_234_567, -1, -1000, -123_456])(
  "%d is grouped as en-US does",
  (number) => {
    expect(grouped(number)).toBe(number.toLocaleString("en-US"));
  },
);

test("one of a thing, and several", () => {
  expect([count(1, "user"), count(1204, "user"), count(2, "person", "people")]).toEqual([
    "1 user",
    "1,204 users",
    "2 people",
  ]);
});
