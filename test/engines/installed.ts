import { existsSync } from "node:fs";
import { join } from "node:path";

/** What test/engines/package.json asks for. `npm ci` in a checkout leaves it out, since it is a gigabyte. */
const installed = join(__dirname, "node_modules");

/** Where a package of it is, whether or not it is there. */
export function engine(name: string): string {
  return join(installed, name);
}

/**
 * `describe` for tests that need one of its packages. Where it is missing, the tests are left out with a warning, or fail if
 * ROSTER_E2E=required.
 */
export function withEngine(name: string, title: string, body: (folder: string) => void): void {
  const folder = engine(name);
  const missing = `${name} is not installed: npm ci --ignore-scripts --prefix test/engines`;
  if (existsSync(folder)) {
    describe(title, () => body(folder));
  } else if (process.env.ROSTER_E2E === "required" && !isForAnotherMachine(name)) {
    describe(title, () => {
      test(`${name} is there, as ROSTER_E2E=required demands`, () => {
        throw new Error(missing);
      });
    });
  } else {
    console.warn(`LEFT OUT: "${title}". ${missing}`);
    describe.skip(title, () => body(folder));
  }
}

/** Beside the one that runs the tests. */
export const newerNodes = [22, 24].map((major) => ({ major, name: `node${major}` }));

export function nodeIn(folder: string): string {
  return join(folder, "bin", "node");
}

/** The programs of Node are those of one platform. */
function isForAnotherMachine(name: string): boolean {
  return newerNodes.some((node) => node.name === name) && `${process.platform}-${process.arch}` !== "linux-x64";
}
