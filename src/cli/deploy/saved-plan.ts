import { chmodSync, existsSync, readFileSync, rmSync } from "node:fs";
import { writeWhole } from "../../files/write-whole";
import { UsageError } from "../command";
import { sha256Of } from "../plan-file";

/** What is known of a plan that was saved for a later apply; beside it, without secrets. */
export interface SavedPlan {
  readonly schemaVersion: 1;
  readonly stack: string;
  readonly sha256: string;
  readonly madeAt: string;
}

const manifestOf = (file: string) => `${file}.json`;

export function digestOf(file: string): string {
  return sha256Of(readFileSync(file));
}

export function writeManifest(file: string, saved: Omit<SavedPlan, "schemaVersion">): void {
  chmodSync(file, 0o600);
  writeWhole(manifestOf(file), `${JSON.stringify({ schemaVersion: 1, ...saved }, undefined, 2)}\n`);
}

/** @throws UsageError when the plan is not the one that was saved, or not the one that was approved */
export function checkSaved(file: string, stack: string, approved: string | undefined): SavedPlan {
  if (!existsSync(file)) throw new UsageError(`there is no plan ${file}; make it with: roster deploy --save ${file}`);
  const saved = readManifest(file);
  const actual = digestOf(file);
  if (actual !== saved.sha256)
    throw new UsageError(
      `${file} is not the plan that was saved: its SHA-256 is ${actual}, and ${saved.sha256} was saved`,
    );
  if (approved !== undefined && approved !== actual)
    throw new UsageError(
      `${file} is not the plan that was approved: its SHA-256 is ${actual}, and ${approved} was approved`,
    );
  if (saved.stack !== stack) throw new UsageError(`${file} is a plan of the stack ${saved.stack}, not of ${stack}`);
  return saved;
}

export function removeSaved(file: string): void {
  rmSync(file, { force: true });
  rmSync(manifestOf(file), { force: true });
}

function readManifest(file: string): SavedPlan {
  try {
    const saved = JSON.parse(readFileSync(manifestOf(file), "utf8")) as SavedPlan;
    if (saved.schemaVersion === 1 && typeof saved.sha256 === "string") return saved;
  } catch {
    // What cannot be read is as good as missing.
  }
  throw new UsageError(`${manifestOf(file)} is missing or damaged: it says which plan was saved; make the plan again`);
}
