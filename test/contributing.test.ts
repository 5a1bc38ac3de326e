import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { kindPlaces } from "./terms/kind-places";

const root = join(__dirname, "..");
const page = readFileSync(join(root, "CONTRIBUTING.md"), "utf8");
const git = (...args: string[]) =>
  execFileSync("git", args, { cwd: root, encoding: "utf8" }).split("\n").filter(Boolean);
const tracked = git("ls-files");

/** Files of the checkout whose text has the pattern. Neither this test nor what tells of changes counts. */
function saying(pattern: string, where: readonly string[] = []): string[] {
  const apart = [":!CONTRIBUTING.md", ":!CHANGELOG.md", ":!test/contributing.test.ts"];
  return git("grep", "--untracked", "-lE", pattern, "--", ...where, ...apart);
}

/** Files and folders that are named by it. */
function named(example: string): string[] {
  const name = new RegExp(`/${example}(?:\\.test)?(?:\\.ts$|/)`);
  return tracked.filter((file) => name.test(file));
}

/** The places that a section lists, with its example in place of `<id>`. */
function listed(heading: string): { example: string; places: string[] } {
  const [, section = ""] = page.split(`\n### ${heading}\n`);
  const [text = ""] = section.split("\n### ");
  const example = /\bAs `([^`]+)`/.exec(text)?.[1] ?? "";
  const lines = text.match(/^- `.*?(?=: |$)/gm) ?? [];
  const places = lines.flatMap((line) => [...line.matchAll(/`([^`]+)`/g)].map(([, place = ""]) => place));
  return { example, places: places.map((place) => place.replaceAll("<id>", example)).sort() };
}

/** Files as the list has them: what lies in a folder that is listed counts as the folder. */
function asListed(files: readonly string[], places: readonly string[]): string[] {
  const folders = places.filter((place) => place.endsWith("/"));
  return [...new Set(files.map((file) => folders.find((folder) => file.startsWith(folder)) ?? file))].sort();
}

test.each<[string, (example: string) => string[]]>([
  // Tests of commands choose findings to show.
  ["A guard", (id) => [...saying(`\\b${id}\\b`, [":!test/cli"]), ...named(id)]],
  ["A danger", (id) => [...saying(`\\b${id}\\b`), ...named(id)]],
  ["A sandbox action", (id) => [...saying(`\\b${id}(Command)?\\b`), ...named(id)]],
  // Not the tests and examples that happen to choose it.
  [
    "An output format",
    (id) => [
      ...saying(`\\b${id}\\b`, [":!test/live", ":!test/review", ":!test/docs", ":!docs/workflows"]),
      ...named(id),
    ],
  ],
  [
    "A command",
    (id) => [
      ...saying(`"\\./${id}"|commands/${id}"|^###? ${id}$|^ +name: "${id}",$`, [":!bench"]),
      ...named(`commands/${id}`),
    ],
  ],
  [
    "A command that asks AWS",
    // A room may have the name of its command.
    (id) =>
      saying(`^ +${id}:|^## roster ${id}$|commands/${id}"`, [
        ":!*cli/*",
        ":!test/live/doctor*",
        ":!.dependency-cruiser.cjs",
      ]),
  ],
])("%s: the list of CONTRIBUTING.md is what its example touches", (heading, touched) => {
  const { example, places } = listed(heading);
  expect(asListed(touched(example), places)).toEqual(places);
});

test("A credential kind: the list of CONTRIBUTING.md is what a made-up kind touches", () => {
  const { example, places } = listed("A credential kind");
  const { first, compiler, tests } = kindPlaces;
  const known = [...first, ...compiler, ...tests].map((place) => place.replace("<kind>", example));
  expect(places).toEqual(known.sort());
  expect(places.filter((place) => !tracked.includes(place))).toEqual([]);
});

test("every file and script that the page names is there", () => {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: object };
  const called = [...page.matchAll(/npm run ([\w:-]+)/g)].map(([, name = ""]) => name);
  expect(called.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  const words = [...page.matchAll(/`([\w.-]+(?:\/[\w.-]+)+|[\w.-]+\.(?:md|cjs|jsonc))`/g)].map(([, name = ""]) => name);
  const lost = words.filter((name) => !tracked.some((file) => file === name || file.startsWith(`${name}/`)));
  expect(lost).toEqual([]);
});
