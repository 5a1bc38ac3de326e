import { renderPreflight } from "../../leaving/preflight/render";
import type { PreflightReport } from "../../leaving/preflight/report";
import type { Plan } from "../../plan/read";
import { reviewPlan } from "../../review/build";
import type { Review } from "../../review/model/review";
import { renderText } from "../../review/render/text";
import type { RosterSide } from "../../review/roster-side";
import { defined } from "../../text/defined";
import { accountSide } from "../preflight-file";

export interface Judgement {
  readonly open: boolean;
  /** What keeps it closed, by id; empty when it is open. */
  readonly closedBy: readonly string[];
  readonly review: Review;
  /** Review and preflight, for a person. */
  readonly text: string;
}

export interface JudgeOptions {
  readonly plan: Plan;
  readonly preflight: PreflightReport;
  readonly before?: RosterSide | undefined;
  readonly after?: RosterSide | undefined;
  /** Version of the AWS provider. @default - what the plan tells */
  readonly provider?: string | undefined;
  readonly now?: Date | undefined;
}

/** The one place where a plan and what the account says of it become a gate. */
export function judgePlan({ plan, preflight, before, after, provider, now }: JudgeOptions): Judgement {
  const review = reviewPlan(plan, {
    ...defined({ before, after, provider, now }),
    ...accountSide(preflight),
  });
  const { open, closedBy } = review.gate;
  return { open, closedBy, review, text: `${renderText(review)}\nthe account:\n${renderPreflight(preflight)}` };
}
