import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { testdir } from "../testdir";
import { follow, shims, stepsOf } from "./page-steps";

const sample =
  'version: 1\naccount: { id: "123456789012" }\nusers:\n  alice: { type: human, owner: alice@example.com }\n';

test.each<[string, Readonly<Record<string, string>>]>([
  ["several-accounts.md", {}],
  ["upgrading.md", { "users.yaml": sample }],
])("docs/%s: each block does what the page says", async (page, files) => {
  const above = testdir(files);
  if (!("cdktf.json" in files)) writeFileSync(join(above, "cdktf.json"), "{}");
  const bin = shims(above);
  await follow(stepsOf(page), { above, env: { ...process.env, PATH: `${bin}:${process.env.PATH}` } });
});

test("README lists each how-to, and each page of docs", () => {
  const readme = readFileSync(join(__dirname, "..", "..", "README.md"), "utf8");
  for (const page of ["several-accounts", "handover", "state", "upgrading", "from-terraform", "troubleshooting"])
    expect(readme).toContain(`(docs/${page}.md)`);
});
