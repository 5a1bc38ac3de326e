import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** This package as it is installed, or a checkout of it. */
export interface OwnPackage {
  readonly folder: string;
  readonly version: string;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** The nearest package.json above the program: it runs from sources, from a build and from the bundle. */
export function ownPackage(): OwnPackage {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    const manifest = join(folder, "package.json");
    if (existsSync(manifest)) return { ...JSON.parse(readFileSync(manifest, "utf8")), folder };
    if (folder === dirname(folder)) throw new Error("iam-roster's own package.json is missing; install it again");
  }
}
