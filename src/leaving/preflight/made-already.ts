import type { LiveAccount } from "../../aws/account";
import { mapLimited } from "../../aws/concurrency";
import { holdingsOf } from "../../aws/holdings";
import { describeHolding, type Holding } from "../../aws/kinds";
import type { PlanPeople } from "../../plan/people";
import type { HoldingKind } from "../../terms/holdings";
import { credentialKinds } from "../../terms/kinds";
import { couldNotLook, type PreflightFinding } from "./report";

/**
 * Whether users who get a credential hold one of its kind that Terraform does not know. An apply that was cut off may have made it:
 * made once more it would be there twice, or AWS would refuse it. MFA devices are told by their names, see `joinerFindings`.
 * @param interrupted whether an apply before this one did not get to its end
 */
export async function madeAlreadyFindings(
  account: LiveAccount,
  { newCredentials, managed }: PlanPeople,
  interrupted: boolean,
): Promise<PreflightFinding[]> {
  const found = await mapLimited([...newCredentials], 16, async ([user, wanted]): Promise<PreflightFinding[]> => {
    const asked = credentialKinds.filter(
      (kind) => kind !== "mfaDevice" && wanted.has(kind) && (interrupted || isSingle(kind)),
    );
    const { holdings, blind } = await holdingsOf(account, user, asked);
    return [
      ...blind.map((each) => couldNotLook(each, interrupted ? "error" : "warning", user)),
      ...holdings.filter((holding) => !managed.has(user, holding)).map((holding) => madeAlready(user, holding)),
    ];
  });
  return found.flat();
}

/** Whoever has a second key may want a third: only after an interruption is it asked whether Terraform made it. */
const isSingle = (kind: HoldingKind) => kind === "loginProfile";

function madeAlready(user: string, holding: Holding): PreflightFinding {
  const next = isSingle(holding.kind)
    ? "the apply would fail with EntityAlreadyExists"
    : "there would be two, or AWS refuses the second";
  return {
    id: "credential-exists",
    severity: "error",
    user,
    message: `${user} holds ${describeHolding(holding)}, which Terraform does not manage, and the plan creates one of that kind: ${next}`,
    fix: `If an apply was interrupted: roster adopt --mend imports it. If it was made by hand: roster adopt --unmanaged ${user}, or delete it.`,
  };
}
