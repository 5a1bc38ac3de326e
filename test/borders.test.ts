import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, readFileSync, symlinkSync } from "node:fs";
import { join, relative } from "node:path";
import { testdir } from "./testdir";

const root = join(__dirname, "..");

/** What dependency-cruiser has to say about files with these imports, by the rules of this project. */
function refused(files: Readonly<Record<string, string>>): string[] {
  const folder = testdir({ ...files, "package.json": readFileSync(join(root, "package.json"), "utf8") });
  cpSync(join(root, ".dependency-cruiser.cjs"), join(folder, ".dependency-cruiser.cjs"));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const program = join(root, "node_modules", "dependency-cruiser", "bin", "dependency-cruise.mjs");
  const { stdout } = spawnSync(process.execPath, [program, ".", "--output-type", "json"], {
    cwd: folder,
    encoding: "utf8",
  });
  const { summary } = JSON.parse(stdout) as { summary: { violations: { from: string; to: string; rule: Rule }[] } };
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${packageOf(to)}`).sort();
}
const folderOf = (room: string) => (room === "constructs" ? room : `src/${room}`);

/** The name of the package that a file of node_modules belongs to. */
function packageOf(file: string): string {
  return /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? file;
}

interface Rule {
  readonly name: string;
}

const { forbidden } = require(join(root, ".dependency-cruiser.cjs")) as { forbidden: Rule[] };

test("each rule of .dependency-cruiser.cjs finds what it forbids, a type or a value, and nothing else", () => {
  const rooms = forbidden.flatMap(({ name }) => /^(.*)-knows-its-rooms$/.exec(name)?.[1] ?? []);
  const files: Record<string, string> = Object.fromEntries(
    rooms.map((room) => [
      `${folderOf(room)}/above.ts`,
      `import type { Command } from "${room === "constructs" ? "../src" : ".."}/cli/command";\nexport type A = Command;\n`,
    ]),
  );
  const found = refused({
    ...files,
    "src/cli/command.ts": 'import { words } from "../text/words";\nexport type Command = typeof words;\n',
    "src/text/words.ts": 'import { join } from "node:path";\nexport const words = join;\n',
    "src/files/sdk.ts": 'export { IAMClient } from "@aws-sdk/client-iam";\n',
    "src/roster/tree.ts": 'import type { App } from "cdktf";\nexport type Tree = App;\n',
    "src/guards/reads.ts": 'import { readFileSync } from "node:fs";\nexport const read = readFileSync;\n',
    "src/lifecycle/reads.ts": 'import { readFileSync } from "node:fs";\nexport const read = readFileSync;\n',
    "constructs/starts.ts": 'import { spawn } from "node:child_process";\nexport const start = spawn;\n',
    "src/review/stack.ts": 'import { Construct } from "constructs";\nexport const Stack = Construct;\n',
    "src/hcl/stack.ts": 'export { TerraformStack } from "cdktf";\n',
    "src/sandbox/asks.ts": 'export const ask = () => import("@aws-sdk/client-iam");\n',
    "src/aws/barrel.ts": 'import { iamUser } from "@cdktf/provider-aws";\nexport const user = iamUser;\n',
    "src/aws/resource.ts": 'import { IamUser } from "@cdktf/provider-aws/lib/iam-user";\nexport { IamUser };\n',
    "src/audit/owner.ts": 'export const owner = "ops";\n',
    "src/adopt/owner.ts": 'export { owner } from "../audit/owner";\n',
    "src/cli/gone.ts": 'export { nothing } from "./gone-since";\nexport { x } from "@acme/unheard-of";\n',
    "src/cli/chance.ts": 'export { parse } from "@babel/parser";\n',
    "test/e2e/harness.ts": "export const withTerraform = 1;\n",
    "test/story.ts": 'export { withTerraform } from "./e2e/harness";\n',
    "test/slow.test.ts": 'import { withTerraform } from "./story";\nwithTerraform;\n',
    "test/slow.real.test.ts": 'import { withTerraform } from "./story";\nwithTerraform;\n',
  });
  expect(found).toEqual(
    [
      ...rooms.map((room) => `${room}-knows-its-rooms: ${folderOf(room)}/above.ts -> src/cli/command.ts`),
      "adopt-knows-its-rooms: src/adopt/owner.ts -> src/audit/owner.ts",
      "constructs-knows-its-packages: constructs/starts.ts -> child_process",
      "fast-tests-start-no-terraform: test/slow.test.ts -> test/e2e/harness.ts",
      "files-knows-its-packages: src/files/sdk.ts -> @aws-sdk/client-iam",
      "ground-rooms-are-pure: src/text/words.ts -> path",
      "guards-knows-its-packages: src/guards/reads.ts -> fs",
      "hcl-knows-its-packages: src/hcl/stack.ts -> cdktf",
      "lifecycle-knows-its-packages: src/lifecycle/reads.ts -> fs",
      "no-whole-provider: src/aws/barrel.ts -> @cdktf/provider-aws",
      "review-knows-its-packages: src/review/stack.ts -> constructs",
      "roster-knows-its-packages: src/roster/tree.ts -> cdktf",
      "sandbox-stands-alone: src/sandbox/asks.ts -> @aws-sdk/client-iam",
      "what-is-imported-is-a-dependency: src/cli/chance.ts -> @babel/parser",
      "what-is-imported-is-there: src/cli/gone.ts -> ./gone-since",
      "what-is-imported-is-there: src/cli/gone.ts -> @acme/unheard-of",
      "what-is-installed-needs-no-development: src/files/sdk.ts -> @aws-sdk/client-iam",
      "what-is-installed-needs-no-development: src/sandbox/asks.ts -> @aws-sdk/client-iam",
    ].sort(),
  );
  expect([...new Set(found.map((line) => line.split(":")[0]))].sort()).toEqual(
    forbidden.map(({ name }) => name).sort(),
  );
});

/** The rooms, and the packages outside of them, that a compiled file loads with all that it imports. */
function loadedBy(file: string): string[] {
  // What is in the cache before is Node's: the clock of npm run test:any-day, say.
  const code = `const before = new Set(Object.keys(require.cache)); require(${JSON.stringify(join(root, "dist", file))});
    console.log(JSON.stringify(Object.keys(require.cache).filter((each) => !before.has(each))));`;
  const files = JSON.parse(execFileSync(process.execPath, ["-e", code], { encoding: "utf8" })) as string[];
  const names = files.map((each) => (each.includes("/node_modules/") ? packageOf(each) : roomOf(each)));
  return [...new Set(names)].sort();
}
function roomOf(file: string): string {
  return `${
    relative(join(root, "dist"), file)
      .replace(/^src\//, "")
      .split("/")[0]
  }/`;
}

test("guards load no rosters: they know them as types", () => {
  expect(loadedBy("src/guards/index.js")).toEqual(["catalogue/", "guards/", "policy/", "rules/", "terms/", "text/"]);
});

test("constructs load no rosters and no policies: an app that imports them gets neither YAML nor rules", () => {
  const loaded = loadedBy("constructs/index.js");
  expect(loaded.filter((name) => name.endsWith("/"))).toEqual(["constructs/", "terms/", "text/"]);
  expect(loaded).not.toContain("js-yaml");
});

test("main.ts stays an entry: at most 40 lines", () => {
  expect(readFileSync(join(root, "main.ts"), "utf8").split("\n").length).toBeLessThanOrEqual(41);
});

test("only src/cli/index.ts ends the process", () => {
  const shipped = execFileSync("git", ["ls-files", "*.ts"], { cwd: root, encoding: "utf8" })
    .split("\n")
    .filter((file) => file !== "" && !/^(test|bench|scripts|examples)\//.test(file));
  const exits = shipped.filter((file) => /process\.exit\b/.test(readFileSync(join(root, file), "utf8")));
  expect(exits).toEqual(["src/cli/index.ts"]);
});
