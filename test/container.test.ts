import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { dockerfile, instructionsOf, leftOut } from "./containerfile";

const root = join(__dirname, "..");
const instructions = instructionsOf(dockerfile);
const all = (name: string) => instructions.filter((each) => each.name === name).map(({ words }) => words);
const last = Math.max(...instructions.map(({ stage }) => stage));

test("each line is an instruction that builders know", () => {
  const known = new Set(["ARG", "FROM", "WORKDIR", "COPY", "RUN", "USER", "ENTRYPOINT", "CMD"]);
  expect(instructions.filter(({ name }) => !known.has(name))).toEqual([]);
});

test("each base is one release, and the same Terraform as in the workflows", () => {
  const bases = new Map(all("ARG").map((words) => words.split("=") as [string, string]));
  expect(all("FROM").map((words) => words.replace(/^\$\{(\w+)\}/, (_, name) => bases.get(name) ?? "?"))).toEqual([
    expect.stringMatching(/^node:\d+\.\d+\.\d+-bookworm-slim AS package$/),
    expect.stringMatching(/^hashicorp\/terraform:\d+\.\d+\.\d+ AS terraform$/),
    expect.stringMatching(/^node:\d+\.\d+\.\d+-bookworm-slim$/),
  ]);
  const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  expect(Number(/^node:(\d+)/.exec(bases.get("NODE") ?? "")?.[1])).toBeGreaterThanOrEqual(
    Number(/\d+/.exec(engines.node)?.[0]),
  );
  const workflows = ["github-actions.yml", "gitlab-ci.yml"].map((file) =>
    readFileSync(join(root, "docs", "workflows", file), "utf8"),
  );
  const version = bases.get("TERRAFORM")?.split(":")[1] ?? "?";
  for (const text of workflows) expect(text).toContain(version);
});

test("what is copied is there: of the checkout, or made by a stage before", () => {
  const stages = all("FROM").map((words) => / AS (\w+)$/.exec(words)?.[1]);
  for (const words of all("COPY")) {
    const [, from, source = "", target] = /^(?:--from=(\w+) )?(\S+) (\S+)$/.exec(words) ?? [];
    expect(target).toBeDefined();
    if (from === undefined) expect(existsSync(join(root, source))).toBe(true);
    else expect(stages).toContain(from);
  }
  const { name, files } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  expect(dockerfile).toContain(`/tmp/${name}-*.tgz`);
  // What the package is made of, and its lock, is not left out.
  const needed = [
    "package.json",
    "package-lock.json",
    "src",
    "constructs",
    "scripts",
    "roster",
    ...files.map((file: string) => file.split("/")[0]),
  ];
  expect(needed.filter((each) => leftOut.includes(each) && each !== "dist")).toEqual([]);
});

test("secrets, and what is made again, do not reach the builder", () => {
  expect(leftOut).toEqual(
    expect.arrayContaining([".git", "node_modules", "**/*.tfstate", "**/*.tfplan", "**/plan.json"]),
  );
});

test("the last stage runs as a user who is not root, and no shell stands between", () => {
  const end = instructions.filter(({ stage }) => stage === last);
  const names = end.map(({ name }) => name);
  expect(end.filter(({ name }) => name === "USER").map(({ words }) => words)).toEqual(["node"]);
  expect(names.lastIndexOf("RUN")).toBeLessThan(names.indexOf("USER"));
  expect([all("ENTRYPOINT"), all("CMD")]).toEqual([['["roster"]'], ['["--help"]']]);
  expect(dockerfile).not.toMatch(/\b(ADD|sudo|curl|latest)\b/);
});

test.each(all("RUN"))("the shell can read it: %s", (words) => {
  expect(spawnSync("sh", ["-n"], { input: words, encoding: "utf8" }).stderr).toBe("");
});
