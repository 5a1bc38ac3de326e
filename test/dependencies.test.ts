import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..");
const read = (...path: string[]) => readFileSync(join(root, ...path), "utf8");
const manifest = JSON.parse(read("package.json")) as Record<
  "dependencies" | "peerDependencies" | "devDependencies",
  Record<string, string>
>;

const engines = JSON.parse(read("test", "engines", "package.json")) as { dependencies: Record<string, string> };

/** The packages that the table below a heading of docs/dependencies.md names. */
function explained(heading: string): string[] {
  const [, section = ""] = read("docs", "dependencies.md").split(`## ${heading}\n`);
  const [table = ""] = section.split("\n## ");
  return [...table.matchAll(/^\| `([^`]+)` \| .{20,} \|$/gm)].map(([, name]) => name ?? "");
}

test.each([
  ["dependencies", "What is installed with the package"],
  ["peerDependencies", "What an app has once"],
] as const)("each of %s has its line in docs/dependencies.md, and no line is left over", (kind, heading) => {
  expect(explained(heading)).toEqual(Object.keys(manifest[kind]).sort());
});

test("each of devDependencies has its line in docs/dependencies.md, where it is not what an app has once", () => {
  const { devDependencies, peerDependencies } = manifest;
  const own = Object.keys(devDependencies).filter((name) => !Object.hasOwn(peerDependencies, name));
  expect(explained("What only development needs")).toEqual(own.sort());
});

test("development has a version of every peer, and no package has two lines", () => {
  const { dependencies, peerDependencies, devDependencies } = manifest;
  const names = Object.keys(peerDependencies);
  // npm ci installs the first; CDK Terrain is as large again, and CI alone installs it.
  const tested = { ...engines.dependencies, ...devDependencies };
  expect(names.filter((name) => !Object.hasOwn(tested, name))).toEqual([]);
  expect(names.filter((name) => Object.hasOwn(dependencies, name))).toEqual([]);
});

test("the lockfile asks for what package.json asks for", () => {
  const { packages } = JSON.parse(read("package-lock.json")) as { packages: Record<string, typeof manifest> };
  const { dependencies, peerDependencies, devDependencies } = manifest;
  expect(packages[""]).toMatchObject({ dependencies, peerDependencies, devDependencies });
});

const lockfiles = ["package-lock.json", "test/engines/package-lock.json"];

test.each(lockfiles)("the lockfile names no registry and no folder of a machine: %s", (lockfile) => {
  const lines = read(lockfile)
    .split("\n")
    .filter((line) => /"resolved"|https?:\/\/[^"]*\/-\/|"(file:|link:)|\/(home|root|Users|tmp|work)\//.test(line));
  expect(lines).toEqual([]);
});

test.each(lockfiles)("the lockfile pins every package by its content: %s", (lockfile) => {
  const { packages } = JSON.parse(read(lockfile)) as {
    packages: Record<string, { version?: string; link?: boolean }>;
  };
  const loose = Object.entries(packages).filter(([path, { version }]) => path !== "" && version === undefined);
  expect(loose).toEqual([]);
});

test("constructs is the same for CDKTF and for CDK Terrain, which takes none newer", () => {
  const [ours, theirs] = lockfiles.map((file) => JSON.parse(read(file)).packages["node_modules/constructs"].version);
  expect(ours).toMatch(/^10\.[67]\./);
  expect(theirs).toBe(ours);
});
