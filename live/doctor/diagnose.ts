import { checkAccount } from "./checks/account";
import { checkIdentity } from "./checks/identity";
import { checkLimits, whatIsLeft } from "./checks/limits";
import { checkMfa } from "./checks/mfa";
import { checkPermission } from "./checks/permission";
import { checkRegion } from "./checks/region";
import { checkRole } from "./checks/role";
import { checkSession } from "./checks/session";
import { checkTrust } from "./checks/trust";
import { type Check, type DoctorFacts, isCaller, type Side } from "./facts";

export interface Diagnosis {
  /** From who asks to what is asked for; each side once or more. */
  readonly checks: readonly Check[];
  readonly assumed: boolean;
  /** The first side to mend, or the one to look at where nothing is certainly wrong. */
  readonly mendFirst: Side | undefined;
}

/** Walks the sides in the order in which AWS's answer depends on them. Pure: all was asked before. */
export function diagnose(facts: DoctorFacts): Diagnosis {
  const { wanted, attempt, caller } = facts;
  const always = [checkIdentity(facts), checkRegion(facts), checkAccount(facts)];
  const tried = wanted.roleArn !== undefined && isCaller(caller);
  const checks = tried ? [...always, ...sidesOf(facts)] : always;
  const refused = tried && attempt !== "assumed";
  // An account that the roster does not name, or a region that is new, refuses nobody.
  const open = checks.filter(
    ({ side, state }) => state !== "fine" && (tried ? !/^(account|region)$/.test(side) : true),
  );
  const wrong = checks.find(({ state }) => state === "wrong");
  if (refused && wrong === undefined && open.length === 0) {
    const left = whatIsLeft(facts);
    return { checks: [...checks, left], assumed: false, mendFirst: left.side };
  }
  const unsure = refused ? (open.find(({ state }) => state === "not sure") ?? open[0]) : undefined;
  return { checks, assumed: attempt === "assumed", mendFirst: (wrong ?? unsure)?.side };
}

function sidesOf(facts: DoctorFacts): Check[] {
  return [
    checkRole(facts),
    checkPermission(facts),
    ...checkTrust(facts),
    ...checkMfa(facts),
    ...checkSession(facts),
    ...checkLimits(facts),
  ];
}
