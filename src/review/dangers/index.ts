import type { Severity } from "../../rules/rule";
import { type RuleKind, run } from "../../rules/run";
import { type Context, type DangerPlace, type DangerRule, dangerOf } from "../danger";
import type { Danger } from "../model/danger";
import { accessNotKnown } from "./access-not-known";
import { accountChanged } from "./account-changed";
import { accountSays } from "./account-says";
import { actionRuns } from "./action-runs";
import { administratorGranted } from "./administrator-granted";
import { approvalMissing } from "./approval-missing";
import { backendChanged } from "./backend-changed";
import { boundaryChanged } from "./boundary-changed";
import { boundaryMissing } from "./boundary-missing";
import { boundaryRemoved } from "./boundary-removed";
import { breakGlassLeaves } from "./break-glass-leaves";
import { changeNotUnderstood } from "./change-not-understood";
import { checkFailed } from "./check-failed";
import { codeAsOthers } from "./code-as-others";
import { collateralDamage } from "./collateral-damage";
import { credentialForStranger } from "./credential-for-stranger";
import { credentialReplaced } from "./credential-replaced";
import { deposedObject } from "./deposed-object";
import { expiryPostponed } from "./expiry-postponed";
import { findingOfOthers } from "./finding-of-others";
import { forceDestroyTooLate } from "./force-destroy-too-late";
import { forceDestroyUnjustified } from "./force-destroy-unjustified";
import { guardsWeakened } from "./guards-weakened";
import { justificationExpired } from "./justification-expired";
import { justificationExpiresSoon } from "./justification-expires-soon";
import { justificationUnsound } from "./justification-unsound";
import { keyLost } from "./key-lost";
import { lastAdministrator } from "./last-administrator";
import { lastMfaLost } from "./last-mfa-lost";
import { leaverForgotten } from "./leaver-forgotten";
import { leftoversBlock } from "./leftovers-block";
import { mfaDeactivated } from "./mfa-deactivated";
import { nameSwap } from "./name-swap";
import { organizationLimitRemoved } from "./organization-limit-removed";
import { outsiderLetIn } from "./outsider-let-in";
import { ownerChanged } from "./owner-changed";
import { passwordReset } from "./password-reset";
import { permissionSetWidened } from "./permission-set-widened";
import { personDrift } from "./person-drift";
import { personRecreated } from "./person-recreated";
import { pgpKeyChanged } from "./pgp-key-changed";
import { plaintextSecret } from "./plaintext-secret";
import { planIncomplete } from "./plan-incomplete";
import { planOutdated } from "./plan-outdated";
import { removalWithoutSoak } from "./removal-without-soak";
import { renameWithTags } from "./rename-with-tags";
import { renamed } from "./renamed";
import { rotationPostponed } from "./rotation-postponed";
import { runnerLeaves } from "./runner-leaves";
import { secretInClear } from "./secret-in-clear";
import { signInChanged } from "./sign-in-changed";
import { staleMfaDestroy } from "./stale-mfa-destroy";
import { suspensionBackdated } from "./suspension-backdated";
import { tagDecides } from "./tag-decides";
import { tooManyRemovals } from "./too-many-removals";
import { tooManySuspensions } from "./too-many-suspensions";

/** All rules, what is worst first. A new one is a file of its own and a line here. */
export const dangerRules: readonly DangerRule[] = [
  planIncomplete,
  planOutdated,
  accountChanged,
  tooManyRemovals,
  tooManySuspensions,
  lastAdministrator,
  runnerLeaves,
  breakGlassLeaves,
  leaverForgotten,
  removalWithoutSoak,
  suspensionBackdated,
  keyLost,
  leftoversBlock,
  accountSays,
  findingOfOthers,
  forceDestroyTooLate,
  staleMfaDestroy,
  mfaDeactivated,
  collateralDamage,
  administratorGranted,
  accessNotKnown,
  credentialForStranger,
  codeAsOthers,
  tagDecides,
  outsiderLetIn,
  signInChanged,
  permissionSetWidened,
  organizationLimitRemoved,
  boundaryRemoved,
  boundaryMissing,
  lastMfaLost,
  nameSwap,
  personRecreated,
  passwordReset,
  credentialReplaced,
  plaintextSecret,
  forceDestroyUnjustified,
  justificationExpired,
  justificationUnsound,
  approvalMissing,
  guardsWeakened,
  backendChanged,
  pgpKeyChanged,
  ownerChanged,
  expiryPostponed,
  rotationPostponed,
  renamed,
  renameWithTags,
  boundaryChanged,
  changeNotUnderstood,
  actionRuns,
  checkFailed,
  personDrift,
  deposedObject,
  justificationExpiresSoon,
  secretInClear,
];

const weights = { error: 0, warning: 1, note: 2 };

const kind: RuleKind<Context, DangerPlace, Severity> = {
  name: "danger",
  incomplete: "error",
  meaning: "the plan counts as not reviewed",
  placeOf: () => ({}),
};

/** Runs the rules; what is worst comes first. */
export function findDangers(context: Context, rules: readonly DangerRule[] = dangerRules): Danger[] {
  const weight = (danger: Danger) => (danger.justified === undefined ? weights[danger.severity] : 3);
  return run(kind, rules, context)
    .map(dangerOf)
    .sort((first, second) => weight(first) - weight(second));
}
