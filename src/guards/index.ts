import type { RosterPlace, Severity } from "../roster/diagnostics";
import type { Loaded } from "../roster/loaded";
import type { PartialRoster } from "../roster/roster";
import type { Finding } from "../rules/rule";
import { type RuleKind, run } from "../rules/run";
import { type FlagName, flagNames } from "../terms/flags";
import { accessKeyRotation } from "./access-key-rotation";
import { accountPinned } from "./account-pinned";
import { awsPolicyKnown } from "./aws-policy-known";
import { awsQuotas } from "./aws-quotas";
import { certificateReadable } from "./certificate-readable";
import { existingGroupsUntouched } from "./existing-groups-untouched";
import { flagGuards } from "./flags";
import type { Guard, GuardContext } from "./guard";
import { invitedCanEnrol } from "./invited-can-enrol";
import { justificationExpired } from "./justification-expired";
import { justificationExpiresSoon } from "./justification-expires-soon";
import { justificationSound } from "./justification-sound";
import { justificationUnused } from "./justification-unused";
import { namesDistinct } from "./names-distinct";
import { policyAccepted } from "./policy-accepted";
import { policyStatementsComplete } from "./policy-statements-complete";
import { policyVariablesVersioned } from "./policy-variables-versioned";
import { referencesDefined } from "./references-defined";
import { removalOutlived } from "./removal-outlived";
import { serviceWithoutPassword } from "./service-without-password";
import { sshKeyPublic } from "./ssh-key-public";
import { sshKeyRsa } from "./ssh-key-rsa";
import { suspensionStarted } from "./suspension-started";
import { tagsDistinct } from "./tags-distinct";
import { userExpired } from "./user-expired";
import { userExpiresSoon } from "./user-expires-soon";

export { flagGuards } from "./flags";
export type { FlagGuard, Guard } from "./guard";

/** All guards, errors first. A new one is a file of its own and a line here. */
export const guards: readonly Guard[] = [
  ...flagGuards,
  justificationSound,
  justificationExpired,
  userExpired,
  namesDistinct,
  referencesDefined,
  existingGroupsUntouched,
  awsQuotas,
  policyVariablesVersioned,
  policyStatementsComplete,
  policyAccepted,
  tagsDistinct,
  certificateReadable,
  sshKeyPublic,
  invitedCanEnrol,
  justificationExpiresSoon,
  justificationUnused,
  removalOutlived,
  awsPolicyKnown,
  serviceWithoutPassword,
  userExpiresSoon,
  accessKeyRotation,
  accountPinned,
  sshKeyRsa,
  suspensionStarted,
];

export type GuardFinding = Finding<RosterPlace, Severity>;

const kind: RuleKind<GuardContext, RosterPlace, Severity> = {
  name: "guard",
  incomplete: "error",
  meaning: "the roster counts as not checked",
  placeOf: ({ roster }) => ({ file: roster.file, path: [] }),
};

/**
 * Runs guards over a roster. A guard that crashes is a finding, never a pass.
 * @param today ISO date
 */
export function judge(roster: PartialRoster, today: string, listed: readonly Guard[] = guards): GuardFinding[] {
  return run(kind, listed, { roster, today });
}

const judgeAbsence: ReadonlySet<string> = new Set(guards.flatMap((guard) => (guard.judgesAbsence ? guard.id : [])));

/** Without them nobody needs more flags than with them. */
const harmless: ReadonlySet<string | undefined> = new Set(["name", "owner", "path", "tags", "expires", "groups"]);

/** Whether an entry that lost this key lacks the flag all the same: a wrong date must not hide who may do everything. */
function saysNothingOf(flag: FlagName, key: string | undefined): boolean {
  return harmless.has(key) || flagNames.some((name) => name === key && name !== flag);
}

/** Judges what could be read of a file; nobody is said to lack something whose entry lost something to an error. */
export function judgeLoaded(loaded: Loaded, today: string): GuardFinding[] {
  if (loaded.kind === "unreadable") return [];
  if (loaded.kind === "whole") return judge(loaded.roster, today);
  return judge(loaded.partial, today).filter(({ id, path }) => {
    const lost = path[0] === "users" && judgeAbsence.has(id) ? loaded.damaged.get(String(path[1])) : undefined;
    const flag = flagGuards.find((guard) => guard.id === id)?.flag;
    return lost === undefined || (flag !== undefined && [...lost].every((key) => saysNothingOf(flag, key)));
  });
}
