import type { Caller } from "./call";
import { judge, type Question, type Statement, type Verdict } from "./policy-evaluator";
import { awsPrincipals, coverage } from "./trust";

/**
 * What a policy on a thing itself says of a caller. To allow, it must name the caller: an account as a principal leaves
 * it to the caller's own policies. To deny, the account is enough; and `NotPrincipal` exempts those alone whom it names.
 */
export function judgeResourcePolicy(document: string, caller: Caller, question: Question): Verdict {
  const covers = ({ Effect, Principal, NotPrincipal }: Statement) => {
    if (NotPrincipal !== undefined)
      return !awsPrincipals(NotPrincipal).some((one) => coverage(one, caller) === "principal");
    const found = awsPrincipals(Principal).map((one) => coverage(one, caller));
    return Effect === "Deny" ? found.some((one) => one !== undefined) : found.includes("principal");
  };
  return judge([document], question, covers);
}
