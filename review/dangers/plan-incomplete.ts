import { count } from "../../text/count";
import type { DangerRule } from "../danger";

export const planIncomplete: DangerRule = {
  id: "plan-incomplete",
  severity: "error",
  summary: "The plan ended with an error, leaves something out, or cannot be applied.",
  why: "What it does not say may be the deletion that matters; nothing about it can be approved.",
  fix: "Fix the error, leave -target away, and plan again.",
  opener: "operator",
  check: ({ plan }) => {
    if (plan.errored) return [{ message: "planning ended with an error: the plan says only what came before it" }];
    if (plan.deferred > 0)
      return [
        { message: `${count(plan.deferred, "change")} ${plan.deferred === 1 ? "is" : "are"} put off to a later plan` },
      ];
    if (!plan.complete) return [{ message: "the plan leaves something out, as with -target: another one must follow" }];
    return !plan.applyable && plan.changes ? [{ message: "Terraform says that this plan cannot be applied" }] : [];
  },
};
