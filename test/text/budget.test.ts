import fc from "fast-check";
import { type Block, withinBudget } from "../../src/text/budget";

const bytes = (text: string) => Buffer.byteLength(text, "utf8");
const text = fc.string({ unit: fc.constantFrom("a", "\u00e4", "\u20ac", "\u{1F600}"), minLength: 1, maxLength: 60 });

test("a page is never longer than its budget where its shortest form fits, and every block is there", () => {
  const block = fc.record({
    renditions: fc.tuple(text, text, text).map((all) => [...all].sort((one, other) => bytes(other) - bytes(one))),
    items: fc.array(text, { maxLength: 30 }),
    whole: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(block, { minLength: 1, maxLength: 8 }), fc.nat({ max: 3000 }), (made, room) => {
      const blocks = made.map(
        ({ renditions, items, whole }, index): Block => ({
          renditions: renditions.map((rendition) => `${index}:${rendition}`),
          whole,
          list: { head: `${index}:`, items, separator: ", ", more: (left) => ` and ${left} more`, foot: "." },
        }),
      );
      const shortest = blocks.reduce((sum, { renditions }) => sum + bytes(renditions.at(-1) ?? "") + 2, 0);
      const page = withinBudget(blocks, room);
      expect(bytes(page)).toBeLessThanOrEqual(Math.max(room, shortest));
      expect(page.split("\n\n").map((part) => part.split(":")[0])).toEqual(blocks.map((_, index) => String(index)));
      for (const [index, part] of page.trimEnd().split("\n\n").entries()) {
        const { items = [] } = made[index] ?? {};
        const [, listed = "", left = "0"] = /^\d+:(.*?)(?: and (\d+) more)?\.$/u.exec(part) ?? [];
        if (/ more\.$/.test(part)) expect(listed.split(", ").length + Number(left)).toBe(items.length);
      }
    }),
  );
});
