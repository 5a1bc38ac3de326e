import type { DangerRule } from "../danger";
import { replacedCredentials } from "../replaced-credentials";

export const passwordReset: DangerRule = {
  id: "password-reset",
  severity: "error",
  summary: "A console password is replaced.",
  why: "Replacing a login profile deletes the password that its owner has chosen: nobody tells them, and the next sign-in fails.",
  fix: "Give the forcing attribute its old value or let Terraform ignore it; if the reset is intended, plan with -replace=ADDRESS.",
  opener: "operator",
  check: (context) =>
    replacedCredentials(
      context,
      ["loginProfile"],
      (_what, person) => `the console password of ${person.name} is reset`,
    ),
};
