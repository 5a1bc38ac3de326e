import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { dangerRules } from "../../src/review/dangers/index";
import { reviewFormats } from "../../src/review/render/index";
import { reviewOf, said } from "./fixture";

test("docs/review.md names every format", () => {
  const page = readFileSync(join(__dirname, "..", "..", "docs", "review.md"), "utf8");
  for (const name of Object.keys(reviewFormats)) expect(page).toContain(`| \`${name}\` |`);
});

test("lists each file of review/dangers/ once; an id is the name of its file", () => {
  const files = readdirSync(join(__dirname, "..", "..", "src", "review", "dangers")).filter(
    (name) => name !== "index.ts",
  );
  expect(dangerRules.map(({ id }) => `${id}.ts`).sort()).toEqual(files.sort());
});

test("each rule says what, why and how to mend it, in sentences", () => {
  for (const { summary, why, fix } of dangerRules) {
    for (const text of [summary, why, fix]) expect(text).toMatch(/^[^\n]+\.$/);
  }
});

test("fails when a rule crashes: the gate closes, and the words of the error, which may quote a secret, are not shown", async () => {
  const [first] = dangerRules;
  if (first === undefined) throw new Error("no rules");
  const crash = jest.spyOn(first, "check").mockImplementation(() => {
    throw new TypeError("wJalrXUtnFEMI is not iterable");
  });
  try {
    const review = await reviewOf("unchanged");
    expect(said(review)).toContain(
      "error plan-incomplete: the rule plan-incomplete crashed (TypeError): the plan counts as not reviewed",
    );
    expect(review.gate.closedBy).toContain("plan-incomplete");
    expect(JSON.stringify(review)).not.toContain("wJalrXUtnFEMI");
  } finally {
    crash.mockRestore();
  }
});
