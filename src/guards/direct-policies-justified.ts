import { writeFlag } from "../terms/flags";
import { flagGuard, type Need } from "./guard";

export const directPoliciesJustified = flagGuard({
  flag: "directPolicies",
  summary: "A user with policies of its own needs directPolicies.",
  why: "Access that comes through groups is reviewed once for all members; a policy on one user is easily missed.",
  fix: `Give the policy to a group, or add ${writeFlag("directPolicies")}`,
  needs: () => (user) => {
    const needs: Need[] = [];
    if (user.managedPolicies.length > 0) {
      needs.push({ message: `${user.key} has managed policies of its own`, path: ["policies", "managed"] });
    }
    if (user.inlinePolicies.length + user.existingInlinePolicies.length > 0) {
      needs.push({ message: `${user.key} has inline policies`, path: ["policies", "inline"] });
    }
    return needs;
  },
});
