import { type Plan, planOf } from "../../src/plan/read";
import { reviewPlan } from "../../src/review/build";
import { marker, renderMarkdown } from "../../src/review/render/markdown";
import { withinBudget } from "../../src/text/budget";
import { now, reviewOf } from "./fixture";

const github = 65_536;

/** So many people who leave without soak, and so many who join, with long names. */
function crowd(leavers: number, joiners: number): Plan {
  const user = (action: string, index: number) => {
    const name = `${action}-${"n".repeat(40)}-${index}`;
    const values = { name, tags: { "roster:owner": `${name}@example.com` } };
    return {
      address: `aws_iam_user.${name}`,
      mode: "managed",
      type: "aws_iam_user",
      name,
      change: {
        actions: [action],
        before: action === "delete" ? values : null,
        after: action === "create" ? values : null,
      },
    };
  };
  const list = (action: string, length: number) => Array.from({ length }, (_, index) => user(action, index));
  return planOf({ format_version: "1.2", resource_changes: [...list("delete", leavers), ...list("create", joiners)] });
}

test("a comment begins with the marker, and the dangers come before the people", async () => {
  const lines = renderMarkdown(await reviewOf("removal-without-soak")).split("\n");
  expect(lines[0]).toBe(marker);
  const at = (start: string) => lines.findIndex((line) => line.startsWith(start));
  expect(at("⛔ **The gate is closed**")).toBeLessThan(at("⛔ **removal-without-soak**"));
  expect(at("⛔ **removal-without-soak**")).toBeLessThan(at("**Leaves: 1**"));
  expect(at("**Leaves: 1**")).toBeLessThan(at("ℹ️ **secret-in-clear**"));
});

test.each([
  [20, 0],
  [100, 5000],
  [600, 600],
])("%d leavers are named each, whatever %d joiners leave of the room", (leavers, joiners) => {
  const markdown = renderMarkdown(reviewPlan(crowd(leavers, joiners), { now }));
  expect(markdown.length).toBeLessThanOrEqual(github * 0.95);
  for (let index = 0; index < leavers; index += 1) expect(markdown).toContain(`delete-${"n".repeat(40)}-${index}\``);
  if (joiners > 0) expect(markdown).toContain(`Joins: ${joiners}`);
});

test("even a plan that is all dangers fits, with every rule and its count", () => {
  const markdown = renderMarkdown(reviewPlan(crowd(5000, 5000), { now }));
  expect(markdown.length).toBeLessThanOrEqual(github * 0.95);
  for (const text of ["**removal-without-soak**: 5,000 times", "too-many-removals", "Leaves: 5000", "Joins: 5000"]) {
    expect(markdown).toContain(text);
  }
});

test("the budget goes to what stands first, and everything is there in some form", () => {
  const blocks = ["a", "b", "c"].map((letter) => ({ renditions: [letter.repeat(50), letter.repeat(20), letter] }));
  expect(withinBudget(blocks, 200)).toBe(`${"a".repeat(50)}\n\n${"b".repeat(50)}\n\n${"c".repeat(50)}\n`);
  expect(withinBudget(blocks, 90)).toBe(`${"a".repeat(50)}\n\n${"b".repeat(20)}\n\nc\n`);
  expect(withinBudget(blocks, 5)).toBe("a\n\nb\n\nc\n");
});
