import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rosterOf } from "./roster-of";

/** What a part of the benchmark gets. */
export interface BenchOptions {
  /** The compiled dist/src/cli/index.js. */
  readonly cli: string;
  /** A folder that is removed at the end. */
  readonly folder: string;
  /** How often each contestant runs. */
  readonly rounds: number;
  /** Sizes to measure. @default - those of the part */
  readonly users?: readonly number[];
  /** After which a plan is given up. */
  readonly limitSeconds: number;
  /** One line of progress. */
  readonly say: (text: string) => void;
}

/** A roster with so many users, made at the first call. */
export function rosterFile({ folder }: Pick<BenchOptions, "folder">, users: number): string {
  const file = join(folder, `users-${users}.yaml`);
  if (!existsSync(file)) writeFileSync(file, rosterOf(users));
  return file;
}
