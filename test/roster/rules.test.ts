import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readingRules } from "../../src/roster/index";

const folder = join(__dirname, "..", "..", "src", "roster");

test("each reading rule is one that reading reports; the compiler knows that it reports no other", () => {
  const code = readdirSync(folder).filter((name) => name.endsWith(".ts") && name !== "users.validate.ts");
  const text = code.map((name) => readFileSync(join(folder, name), "utf8")).join("\n");
  const reported = new Set([...text.matchAll(/readingFinding\("([a-z-]+)"/g)].map(([, id]) => id));
  expect(readingRules.map(({ id }) => id).sort()).toEqual([...reported].sort());
});

test("each reading rule says what, why and how to mend it, in sentences", () => {
  for (const { summary, why, fix } of readingRules) {
    expect([summary, why].join(" ")).toMatch(/^[A-Z][^\n]+\.$/);
    expect(fix).toMatch(/^[A-Z][^\n]{10,}$/);
  }
});
