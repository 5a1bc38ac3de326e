import { readFileSync } from "node:fs";
import { join } from "node:path";
import { anchor } from "../../scripts/docs/markdown";
import { generatedPages } from "../../scripts/generate-docs";
import { auditRules } from "../../src/audit/rules/index";
import { analyzerRule } from "../../src/cli/analyzer/rule";
import { loadCommands } from "../../src/cli/commands/index";
import { callerChecks, roleChecks } from "../../src/doctor/checks/index";
import { guards } from "../../src/guards/index";
import { dangerRules } from "../../src/review/dangers/index";
import { readingRules } from "../../src/roster/index";
import { documentationOf, type RuleKindName } from "../../src/rules/documentation";
import type { RuleText } from "../../src/rules/rule";

const root = join(__dirname, "..", "..");
let pages: Record<string, string> = {};

beforeAll(async () => {
  pages = await generatedPages(root);
});

test("each page says what the code says", () => {
  const outdated = Object.keys(pages).filter((path) => readFileSync(join(root, path), "utf8") !== pages[path]);
  // Not toEqual: the difference of two whole pages would hide the one thing to do.
  if (outdated.length > 0)
    throw new Error(`${outdated.join(", ")} out of date: run \`npm run docs\` and commit what it writes`);
});

test("the page of commands has every command, option and example", async () => {
  const page = pages["docs/commands.md"] ?? "";
  for (const { name, options, examples } of await loadCommands()) {
    expect(page).toContain(`\n### ${name}\n`);
    for (const option of Object.keys(options)) expect(page).toMatch(new RegExp(`^\\| \`--${option}[ \`]`, "m"));
    for (const example of examples) expect(page).toContain(`\nroster ${example}\n`);
  }
});

test("every link inside a page leads to one of its headings", () => {
  const lost = Object.entries(pages).flatMap(([path, text]) => {
    const prose = text.replace(/^```[\s\S]*?^```/gm, "");
    const headings = [...prose.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchor(heading ?? ""));
    const links = [...prose.matchAll(/\]\((#[^)]*)\)/g)].map(([, link]) => link ?? "");
    return links.filter((link) => !headings.includes(link)).map((link) => `${path}: ${link}`);
  });
  expect(lost).toEqual([]);
});

test("the page of users.yaml names every key of the schema", () => {
  const page = pages["docs/users-yaml.md"] ?? "";
  const schema = JSON.parse(readFileSync(join(root, "roster", "users.schema.json"), "utf8"));
  const missing = [...keysOf(schema)].filter((key) => !page.includes(`| \`${key}\` |`));
  expect(missing).toEqual([]);
});

function* keysOf(schema: unknown): Generator<string> {
  if (typeof schema !== "object" || schema === null) return;
  for (const [name, part] of Object.entries(schema)) {
    if (name === "properties") yield* Object.keys(part as object);
    yield* keysOf(part);
  }
}

test("every address that a finding can name leads to a heading", () => {
  const known: [RuleKindName, readonly RuleText[]][] = [
    ["guard", [...readingRules, ...guards, analyzerRule]],
    ["danger", dangerRules],
    ["audit rule", auditRules],
    ["check", [...callerChecks, ...roleChecks]],
  ];
  const addresses = known.flatMap(([kind, rules]) => rules.map(({ id }) => documentationOf(kind, id)));
  const lost = addresses.filter((address) => {
    const [path = "", id = ""] = address.split("#");
    return !pages[path]?.includes(`\n### ${id}\n`);
  });
  expect(lost).toEqual([]);
});
