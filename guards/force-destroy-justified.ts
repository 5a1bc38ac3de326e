import { flagGuard, writeFlag } from "./guard";

export const forceDestroyJustified = flagGuard({
  id: "force-destroy-justified",
  flag: "forceDestroy",
  summary: "forceDestroy is written as its justification.",
  why: "It deletes, with the user, whatever was made outside Terraform, and it does so while the user may still be active.",
  fix: `Write it as an object: ${writeFlag("forceDestroy")}`,
  // Nothing in a roster needs it: what it is about lies outside. The schema refuses `forceDestroy: true` under this id.
  needs: () => () => [],
});
