import { count } from "../../text/count";
import type { DangerRule } from "../danger";

export const planIncomplete: DangerRule = {
  id: "plan-incomplete",
  severity: "error",
  summary: "The plan ended with an error, is incomplete, or cannot be applied.",
  why: "What is missing from it may be a deletion; such a plan cannot be approved.",
  fix: "Fix the error, omit -target, and plan again.",
  opener: "operator",
  check: ({ plan }) => {
    if (plan.errored) return [{ message: "planning ended with an error: the plan has only what came before it" }];
    if (plan.deferred > 0)
      return [
        { message: `${count(plan.deferred, "change")} ${plan.deferred === 1 ? "is" : "are"} deferred to a later plan` },
      ];
    if (!plan.complete) return [{ message: "the plan is incomplete, as with -target: another one must follow" }];
    return !plan.applyable && plan.changes ? [{ message: "Terraform says that this plan cannot be applied" }] : [];
  },
};
