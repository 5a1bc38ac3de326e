import { describeHolding } from "../../live/kinds";
import { renderPreflight } from "../../live/preflight/render";
import type { PreflightFinding, PreflightReport } from "../../live/preflight/report";
import { reviewPlan } from "../../review/build";
import type { Leftover } from "../../review/danger";
import type { RawPlan } from "../../review/read-plan";
import { renderText } from "../../review/render/text";
import type { RosterSide } from "../../review/roster-side";

export interface Judgement {
  readonly open: boolean;
  /** What keeps it closed, by id; empty when it is open. */
  readonly closedBy: readonly string[];
  /** Review and preflight, for a person. */
  readonly text: string;
}

export interface JudgeOptions {
  readonly plan: RawPlan;
  readonly preflight: PreflightReport;
  readonly before?: RosterSide | undefined;
  readonly after?: RosterSide | undefined;
  readonly now?: Date | undefined;
}

/** The one place where a plan and what the account says of it become a gate. */
export function judgePlan({ plan, preflight, before, after, now }: JudgeOptions): Judgement {
  const review = reviewPlan(plan, {
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    ...(now === undefined ? {} : { now }),
    runner: preflight.runner,
    leftovers: leftoversOf(preflight),
  });
  const errors = preflight.findings.filter(({ severity }) => severity === "error").map(({ id }) => id);
  const closedBy = [...new Set([...review.gate.closedBy, ...errors])];
  return {
    open: closedBy.length === 0,
    closedBy,
    text: `${renderText(review)}\nthe account:\n${renderPreflight(preflight)}`,
  };
}

/** What of a preflight `review` knows by itself. */
export function leftoversOf({ findings }: PreflightReport): Leftover[] {
  return findings.flatMap(({ id, user, leftover, deactivatedDevice }: PreflightFinding) => {
    if (user === undefined || leftover === undefined) return [];
    if (id === "leftover") return [{ user, what: describeHolding(leftover) }];
    return deactivatedDevice === undefined ? [] : [{ user, what: describeHolding(leftover), deactivatedDevice }];
  });
}
