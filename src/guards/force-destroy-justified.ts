import { writeFlag } from "../terms/flags";
import { flagGuard } from "./guard";

// What needs it lies outside the roster. The schema refuses `forceDestroy: true` under the id of this rule.
export const forceDestroyJustified = flagGuard({
  flag: "forceDestroy",
  summary: "forceDestroy is written as its justification.",
  why: "It deletes, with the user, whatever was created outside Terraform, and it does so while the user may still be active.",
  fix: `Write it as an object: ${writeFlag("forceDestroy")}`,
});
