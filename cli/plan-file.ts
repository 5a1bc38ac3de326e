import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Plan, readPlan } from "../plan/read";
import { UnreadablePlan } from "../plan/unreadable-plan";
import type { Arguments } from "./arguments";
import { UsageError } from "./command";

export const planArgument = {
  plan: {
    value: "PLAN.json",
    help: "what terraform show -json PLAN (or tofu) printed, - is standard input; it holds secrets: delete it soon",
  },
} as const satisfies Arguments;

/** A plan's JSON from a file, and what says that it is this very file. */
export interface PlanFile {
  readonly plan: Plan;
  readonly sha256: string;
}

/**
 * @param file `-` is standard input
 * @throws UsageError when there is no such file, or it is not a plan in JSON
 */
export function readPlanFile(file: string, cwd: string): PlanFile {
  const name = file === "-" ? "standard input" : file;
  const bytes = readBytes(file, name, cwd);
  try {
    return { plan: readPlan(bytes), sha256: sha256Of(bytes) };
  } catch (error) {
    if (error instanceof UnreadablePlan) throw new UsageError(`${name}: ${error.message}`);
    throw error;
  }
}

function readBytes(file: string, name: string, cwd: string): Buffer {
  try {
    return readFileSync(file === "-" ? 0 : resolve(cwd, file));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const reason =
      code === "ENOENT" ? "no such file" : code === "EISDIR" ? "is a folder" : `could not be read (${code})`;
    throw new UsageError(`${name}: ${reason}; run: terraform show -json PLAN > plan.json`);
  }
}

export function sha256Of(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
