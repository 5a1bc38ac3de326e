import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Plan, planOf } from "../live/plan";
import { type RawPlan, readPlan, UnreadablePlan } from "../review/read-plan";
import { UsageError } from "./command";

/** A plan's JSON from a file, and what says that it is this very file. */
export interface PlanFile {
  readonly raw: RawPlan;
  readonly plan: Plan;
  readonly sha256: string;
}

/** @throws UsageError when there is no such file, or it is no plan in JSON */
export function readPlanFile(file: string, cwd: string): PlanFile {
  let bytes: Buffer;
  try {
    bytes = readFileSync(resolve(cwd, file));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new UsageError(`${file} cannot be read (${code}); run: terraform show -json PLAN > plan.json`);
  }
  try {
    const raw = readPlan(bytes);
    return { raw, plan: planOf(raw), sha256: sha256Of(bytes) };
  } catch (error) {
    if (error instanceof UnreadablePlan) throw new UsageError(`${file}: ${error.message}`);
    throw error;
  }
}

export function sha256Of(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
