import { callerChecks, examine, roleChecks } from "./checks/index";
import { whatIsLeft } from "./checks/limits";
import { type Check, type DoctorFacts, isCaller, type Side } from "./facts";

export interface Diagnosis {
  /** From who asks to what is asked for; each side once or more. */
  readonly checks: readonly Check[];
  readonly assumed: boolean;
  /** The first side to change, or the one to look at where nothing is certainly wrong. */
  readonly mendFirst: Side | undefined;
}

/** Walks the sides in the order in which AWS's answer depends on them. Pure: all was asked before. */
export function diagnose(facts: DoctorFacts): Diagnosis {
  const { wanted, attempt, caller } = facts;
  const tried = wanted.roleArn !== undefined && isCaller(caller);
  const checks = examine(tried ? [...callerChecks, ...roleChecks] : callerChecks, facts);
  const refused = tried && attempt !== "assumed";
  // An account that the roster does not name, or a region that is new, refuses nobody.
  const open = checks.filter(
    ({ side, state }) => state !== "fine" && (tried ? !/^(account|region)$/.test(side) : true),
  );
  const wrong = checks.find(({ state }) => state === "wrong");
  if (refused && wrong === undefined && open.length === 0) {
    const left = examine([whatIsLeft], facts);
    return { checks: [...checks, ...left], assumed: false, mendFirst: left[0]?.side };
  }
  const unsure = refused ? (open.find(({ state }) => state === "not sure") ?? open[0]) : undefined;
  return { checks, assumed: attempt === "assumed", mendFirst: (wrong ?? unsure)?.side };
}
