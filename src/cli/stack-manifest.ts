import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writeWhole } from "../files/write-whole";

/** What CDKTF says of the stacks in a folder. */
interface Manifest {
  readonly stacks: Readonly<Record<string, { readonly workingDirectory: string }>>;
}

const fileIn = (folder: string) => join(folder, "manifest.json");

/** Stacks of the manifest that is there: only what an earlier synthesis made is ever removed. */
export function stacksOf(folder: string): string[] {
  return Object.entries(readManifest(folder)?.stacks ?? {})
    .filter(([name, { workingDirectory }]) => workingDirectory === `stacks/${name}`)
    .map(([name]) => name);
}

/** Puts the manifest of a synthesis in place; of the one that is there, these stacks stay in it. */
export function installManifest(draft: string, folder: string, kept: readonly string[]): void {
  const made = readManifest(draft);
  if (made === undefined) throw new Error("the synthesis wrote no manifest");
  const before = readManifest(folder)?.stacks ?? {};
  const others = kept.flatMap((name) => (before[name] === undefined ? [] : [[name, before[name]] as const]));
  const manifest = { ...made, stacks: { ...Object.fromEntries(others), ...made.stacks } };
  writeWhole(fileIn(folder), JSON.stringify(manifest, undefined, 2), { shared: true });
}

function readManifest(folder: string): Manifest | undefined {
  if (!existsSync(fileIn(folder))) return undefined;
  try {
    const manifest = JSON.parse(readFileSync(fileIn(folder), "utf8")) as Manifest;
    return typeof manifest.stacks === "object" && manifest.stacks !== null ? manifest : undefined;
  } catch {
    return undefined;
  }
}
