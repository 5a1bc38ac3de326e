import type { Diagnostic } from "./diagnostics";

/**
 * Whether an apply did all that its plan says, and OpenTofu 1.12 ends it with an error only because the plan was a destroy that leaves
 * something in the account. It says so only where nothing else went wrong; `-suppress-forget-errors` would silence it, and
 * Terraform does not know that flag.
 */
export function onlyForgot([command]: readonly string[], diagnostics: readonly Diagnostic[]): boolean {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return command === "apply" && errors.length === 1 && errors[0]?.summary === LEFT_BEHIND;
}

/** What stays in the account has to be told all the same. */
export function asWarning(diagnostic: Diagnostic): Diagnostic {
  return { ...diagnostic, severity: "warning" };
}

const LEFT_BEHIND = "Destroy was successful but left behind forgotten instances";
