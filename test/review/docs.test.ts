import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dangerRules } from "../../review/dangers/index";
import { formats } from "../../review/render/index";

const path = join(__dirname, "..", "..", "docs", "review.md");
const between = /(<!-- dangers -->\n)[\s\S]*(<!-- \/dangers -->)/;

const openers = {
  justification: "a justification in users.yaml",
  roster: "a change of users.yaml",
  operator: "whoever runs terraform",
};

/** One section a rule, as the rules have it. */
function dangersPage(): string {
  const head = ["| rule | severity | opened by | |", "|---|---|---|---|"];
  const rows = dangerRules.map(
    ({ id, severity, opener, summary }) =>
      `| [${id}](#${id}) | ${severity} | ${openers[opener]} | ${escaped(summary)} |`,
  );
  const sections = dangerRules.map(
    ({ id, summary, why, fix }) =>
      `### ${id}\n\n${escaped(summary)}\n\n${escaped(why)}\n\n**To do:** ${escaped(fix)}\n`,
  );
  return `${[...head, ...rows].join("\n")}\n\n${sections.join("\n")}`;
}

function escaped(text: string): string {
  return text.replace(/[*_|<>]/g, (character) => `\\${character}`);
}

test("docs/review.md has all dangers as the rules have them; UPDATE_DOCS=1 writes it", () => {
  const page = readFileSync(path, "utf8");
  const current = page.replace(between, (_all, start: string, end: string) => `${start}\n${dangersPage()}\n${end}`);
  if (process.env.UPDATE_DOCS === "1") writeFileSync(path, current);
  expect(process.env.UPDATE_DOCS === "1" ? current : page).toBe(current);
});

test("docs/review.md names every format", () => {
  const page = readFileSync(path, "utf8");
  for (const name of Object.keys(formats)) expect(page).toContain(`| \`${name}\` |`);
});

test("each rule has its file, its words and an id of its own", () => {
  expect(new Set(dangerRules.map(({ id }) => id)).size).toBe(dangerRules.length);
  for (const { id, summary, why, fix } of dangerRules) {
    expect(readFileSync(join(__dirname, "..", "..", "review", "dangers", `${id}.ts`), "utf8")).toContain(`id: "${id}"`);
    for (const text of [summary, why, fix]) expect(text).toMatch(/^[^\n]+\.$/);
  }
});
