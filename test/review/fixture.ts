import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readSide } from "../../src/cli/roster-side";
import type { PlanDocument } from "../../src/plan/accept";
import { type Plan, readPlan } from "../../src/plan/read";
import { type ReviewOptions, reviewPlan } from "../../src/review/build";
import type { Review } from "../../src/review/model/review";

/** The day on which the stories are reviewed: two hours after they were planned. */
export const now = new Date("2026-11-21T12:00:00Z");

const folder = join(__dirname, "fixtures");

function bytesOf(story: string): Buffer {
  return readFileSync(join(folder, story, "plan.golden.json"));
}

function planOf(story: string): Plan {
  return readPlan(bytesOf(story));
}

/** The plan as Terraform wrote it, with the canaries in it. */
export function documentOf(story: string): PlanDocument {
  return JSON.parse(bytesOf(story).toString());
}

/** The review of a story with the rosters before and after it. */
export async function reviewOf(story: string, options: ReviewOptions = {}): Promise<Review> {
  const cwd = join(folder, story);
  const side = async (file: string) =>
    existsSync(join(cwd, file)) ? (await readSide(file, cwd, now)).side : undefined;
  const before = await side("before.yaml");
  const after = await side("users.yaml");
  return reviewPlan(planOf(story), {
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    now,
    ...options,
  });
}

/** Dangers as one line each. */
export function said({ dangers }: Review): string[] {
  return dangers.map(
    ({ severity, id, message, justified }) => `${justified ? "justified" : severity} ${id}: ${message}`,
  );
}
