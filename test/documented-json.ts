import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./terminal";

const page = readFileSync(join(root, "docs", "json.md"), "utf8");

/** What docs/json.md says under a heading. */
function sectionOf(heading: string): string {
  const [, text] = page.split(`\n## ${heading}\n`);
  if (text === undefined) throw new Error(`docs/json.md has no heading ${heading}`);
  return text.split("\n## ")[0] ?? "";
}

/** The keys of a command's document, as docs/json.md has them in its table. */
export function documentedKeys(command: string): string[] {
  const rows = (section: string) =>
    [...section.matchAll(/^\| (`.+?) \|/gm)].flatMap(([, cell = ""]) => [...cell.matchAll(/`(\w+)`/g)]);
  const shared = ["What all have that read rosters", "What all have that edit users.yaml"]
    .map(sectionOf)
    .filter((section) => section.split("|")[0]?.includes(`\`${command}\``))
    .flatMap(rows);
  return [...shared, ...rows(sectionOf(command))].map(([, key = ""]) => key);
}

/** Reads what a command printed, and holds it against the page: no key that it does not name. */
export function documented(command: string, out: string): Record<string, unknown> {
  const { schemaVersion, ...document } = JSON.parse(out) as Record<string, unknown>;
  expect(schemaVersion).toBe(1);
  const known = documentedKeys(command);
  expect(Object.keys(document).filter((key) => !known.includes(key))).toEqual([]);
  return document;
}
