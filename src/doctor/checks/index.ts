import { type RuleKind, run } from "../../rules/run";
import { type Check, type DoctorFacts, type DoctorRule, type SidePlace, type State, sides } from "../facts";
import { account } from "./account";
import { identity } from "./identity";
import { limits } from "./limits";
import { mfa } from "./mfa";
import { permission } from "./permission";
import { region } from "./region";
import { role } from "./role";
import { session } from "./session";
import { trust } from "./trust";

/** What is looked at in any case. */
export const callerChecks: readonly DoctorRule[] = [identity, region, account];

/** What is looked at when a role was tried, in the order in which AWS's answer depends on it. */
export const roleChecks: readonly DoctorRule[] = [role, permission, trust, mfa, session, limits];

const kind: RuleKind<DoctorFacts, SidePlace, State> = {
  name: "check",
  incomplete: "could not check",
  meaning: "nothing is known of this side",
  placeOf: (_facts, id) => ({ side: sides.find((side) => side === id) ?? "limits" }),
};

/** Runs checks; one that crashes could not check, and is never fine. */
export function examine(checks: readonly DoctorRule[], facts: DoctorFacts): Check[] {
  return run(kind, checks, facts).map(({ message, severity, fix, id: _id, why: _why, ...place }) => ({
    ...place,
    state: severity,
    found: message,
    ...(severity === "fine" ? {} : { mend: fix }),
  }));
}
