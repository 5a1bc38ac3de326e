import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderJson } from "../../src/review/render/json";
import { reviewOf } from "../review/fixture";
import { testdir } from "../testdir";
import { follow, shims, stepsOf } from "./page-steps";

const sample =
  'version: 1\naccount: { id: "123456789012" }\nusers:\n  alice: { type: human, owner: alice@example.com }\n';

test.each<[string, Readonly<Record<string, string>>]>([
  ["several-accounts.md", { "dev.json": "joins", "prod.json": "unchanged" }],
  ["upgrading.md", { "users.yaml": sample }],
])("docs/%s: each block does what the page says", async (page, files) => {
  const above = testdir(files);
  for (const [name, story] of Object.entries(files).filter(([name]) => name.endsWith(".json"))) {
    const review = await reviewOf(story);
    writeFileSync(join(above, name), renderJson({ ...review, plan: { ...review.plan, stack: name.slice(0, -5) } }));
  }
  if (!("cdktf.json" in files)) writeFileSync(join(above, "cdktf.json"), "{}");
  const bin = shims(above);
  await follow(stepsOf(page), { above, env: { ...process.env, PATH: `${bin}:${process.env.PATH}` } });
});

test("README lists each how-to, and each page of docs", () => {
  const readme = readFileSync(join(__dirname, "..", "..", "README.md"), "utf8");
  for (const page of ["several-accounts", "handover", "state", "upgrading", "from-terraform", "troubleshooting"])
    expect(readme).toContain(`(docs/${page}.md)`);
});
