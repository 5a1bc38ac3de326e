import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { addDays, isoDate } from "../../src/text/iso-date";
import { rosterOf, synthesizedYaml, TODAY } from "../e2e/rosters";
import { root, runBuilt } from "../terminal";

jest.setTimeout(60_000);

const pages = ["lifecycle.md", "removal.md", "rehearsal.md"];
const text = (page: string) => readFileSync(join(root, "docs", page), "utf8");
const all = pages.map(text).join("\n");

/** The entries of users that the pages show, by name, as they would stand under `users:`, with the days filled in. */
const entries = [...all.matchAll(/<!-- entry: (\S+) -->\n( *)```yaml\n([\s\S]*?)```/g)].map(
  ([, name = "", indent = "", yaml = ""]) =>
    [
      name,
      yaml
        .replace(new RegExp(`^${indent}`, "gm"), "")
        .replace(/^/gm, "  ")
        .replaceAll("YYYY-MM-DD", addDays(isoDate(TODAY), 60))
        .trimEnd(),
    ] as const,
);

function stackOf(entry: string) {
  return synthesizedYaml(rosterOf(entry, { more: "groups: { developers: {} }" }));
}

test("the pages show these entries", () => {
  expect(entries.map(([name]) => name)).toEqual([
    ...["joiner", "invited", "bot", "rotate-1", "rotate-2", "rotate-3", "suspended", "renamed"],
    ...["imported", "forced"],
  ]);
  expect(all.match(/```yaml/g)).toHaveLength(entries.length);
});

test.each(entries)("the entry %s is sound", async (_, entry) => {
  const { roster } = await stackOf(entry);
  expect(roster.users).toHaveLength(1);
});

test("terraform import names addresses of the entry beside it", async () => {
  const [, entry = ""] = entries.find(([name]) => name === "imported") ?? [];
  const { stack } = await stackOf(entry);
  const imports = [...all.matchAll(/^terraform import (\w+)\.(\S+) /gm)];
  expect(imports).toHaveLength(2);
  for (const [, type = "", name = ""] of imports) {
    expect((stack.resource as Record<string, object>)[type]).toHaveProperty([name]);
  }
});

test("AWS's words are the sandbox's", () => {
  const sandbox = ["src/sandbox", "src/sandbox/actions"]
    .flatMap((folder) => readdirSync(join(root, folder)).map((file) => join(root, folder, file)))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
  const words = [...all.matchAll(/\bmust ((?:remove|delete|detach) [a-zA-Z ]+\.)/g)].map(([, found = ""]) => found);
  expect(new Set(words).size).toBe(8);
  expect(words.filter((found) => !sandbox.includes(found))).toEqual([]);
});

test("every command and option is there", async () => {
  const lines = [...all.matchAll(/(?:npm run (?:--silent )?roster --|`roster) ([a-z]+)([^\n`#]*)/g)];
  const missing: string[] = [];
  const help = new Map<string, string>();
  for (const [, command = "", rest = ""] of lines) {
    if (!help.has(command)) help.set(command, (await runBuilt([command, "--help"], root)).out);
    const options = rest.match(/--[a-z-]+/g) ?? [];
    if (!help.get(command)?.startsWith(`usage: roster ${command}`)) missing.push(command);
    for (const option of options) if (!help.get(command)?.includes(option)) missing.push(`${command} ${option}`);
  }
  expect(lines.length).toBeGreaterThan(10);
  expect(missing).toEqual([]);
});

test.each(pages)("the links of %s lead somewhere", (page) => {
  const links = [...text(page).matchAll(/\]\(([a-z-]+\.md)(#[a-z0-9-]+)?\)/g)];
  for (const [, target = "", anchor] of links) {
    const headings = [...text(target).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
      heading
        .toLowerCase()
        .replace(/[^a-z0-9 -]/g, "")
        .replace(/ /g, "-"),
    );
    if (anchor !== undefined) expect(headings).toContain(anchor.slice(1));
  }
  expect(links.length).toBeGreaterThan(0);
});
