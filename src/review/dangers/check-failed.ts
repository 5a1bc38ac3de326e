import type { DangerRule } from "../danger";

export const checkFailed: DangerRule = {
  id: "check-failed",
  severity: "warning",
  summary: "A check of the configuration fails.",
  why: "Somebody wrote down what must hold, and it does not; Terraform applies the plan all the same.",
  fix: "Read what the check says in the output of terraform plan, and mend what it is about.",
  opener: "operator",
  check: ({ failedChecks }) =>
    failedChecks.map(({ address, status }) => ({
      message: status === "fail" ? `${address} fails` : `${address} could not be asked`,
      address,
    })),
};
