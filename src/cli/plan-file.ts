import { createHash } from "node:crypto";
import { type Plan, readPlan } from "../plan/read";
import { UnreadablePlan } from "../plan/unreadable-plan";
import type { Arguments } from "./arguments";
import { UsageError } from "./command";
import { nameOf, readFile } from "./read-file";

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
  const bytes = readFile(file, cwd, { next: "run: terraform show -json PLAN > plan.json", smaller: "split the stack" });
  try {
    return {
      plan: readPlan(bytes),
      // Of a large plan it costs as much as all its people: whoever needs it asks.
      get sha256() {
        return sha256Of(bytes);
      },
    };
  } catch (error) {
    if (error instanceof UnreadablePlan) throw new UsageError(`${nameOf(file)}: ${error.message}`);
    throw error;
  }
}

export function sha256Of(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
