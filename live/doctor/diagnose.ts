import { checkAccount } from "./checks/account";
import { checkIdentity } from "./checks/identity";
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
  const { wanted, attempt } = facts;
  const always = [checkIdentity(facts), checkRegion(facts), checkAccount(facts)];
  const of = () => [checkRole(facts), checkPermission(facts), ...checkTrust(facts), ...checkSession(facts)];
  const checks = wanted.roleArn === undefined || !isCaller(facts.caller) ? always : [...always, ...of()];
  const assumed = attempt === "assumed";
  const first = checks.find(({ state }) => state === "wrong");
  const unsure = assumed || attempt === undefined ? undefined : checks.find(({ state }) => state !== "fine");
  return { checks, assumed, mendFirst: (first ?? unsure)?.side };
}
