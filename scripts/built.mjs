/*
 * Builds dist if a source is newer than it, and else does nothing: npm run roster does not compile each time.
 */
import { execFileSync } from "node:child_process";
import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const STAMP = join("dist", ".built");
const SOURCES = [
  "src",
  "constructs",
  "roster",
  "main.ts",
  "package.json",
  "package-lock.json",
  "scripts/cdktn-entry.mjs",
  "scripts/generate-types.mjs",
  "scripts/generate-validator.mjs",
  "tsconfig.json",
  "tsconfig.build.json",
];

function newest(path) {
  const there = statSync(path);
  if (!there.isDirectory()) return there.mtimeMs;
  // The folder too: a file that was removed from it left no other trace.
  return Math.max(there.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

const builtAt = statSync(STAMP, { throwIfNoEntry: false })?.mtimeMs ?? 0;
if (Math.max(...SOURCES.map(newest)) > builtAt) {
  execFileSync("npm", ["run", "--silent", "build"], { stdio: "inherit", shell: process.platform === "win32" });
  // After the build, which writes sources of its own.
  writeFileSync(STAMP, "");
}
