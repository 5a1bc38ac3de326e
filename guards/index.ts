import type { Finding, Severity } from "../roster/diagnostics";
import type { Loaded } from "../roster/load";
import type { Roster } from "../roster/roster";
import { accessKeyRotation } from "./access-key-rotation";
import { accountPinned } from "./account-pinned";
import { administratorAccessJustified } from "./administrator-access-justified";
import { awsQuotas } from "./aws-quotas";
import { certificateReadable } from "./certificate-readable";
import { consoleWithoutMfaJustified } from "./console-without-mfa-justified";
import { directPoliciesJustified } from "./direct-policies-justified";
import { existingGroupsUntouched } from "./existing-groups-untouched";
import { forceDestroyJustified } from "./force-destroy-justified";
import type { Guard } from "./guard";
import { justificationExpired } from "./justification-expired";
import { justificationExpiresSoon } from "./justification-expires-soon";
import { justificationSound } from "./justification-sound";
import { justificationUnused } from "./justification-unused";
import { longLivedKeysJustified } from "./long-lived-keys-justified";
import { namesDistinct } from "./names-distinct";
import { plaintextSecretsJustified } from "./plaintext-secrets-justified";
import { policyStatementsComplete } from "./policy-statements-complete";
import { policyVariablesVersioned } from "./policy-variables-versioned";
import { referencesDefined } from "./references-defined";
import { sshKeyPublic } from "./ssh-key-public";
import { sshKeyRsa } from "./ssh-key-rsa";
import { suspensionStarted } from "./suspension-started";
import { tagsDistinct } from "./tags-distinct";
import { userExpired } from "./user-expired";
import { userExpiresSoon } from "./user-expires-soon";

export type { Guard } from "./guard";

export interface ListedGuard {
  readonly guard: Guard;
  readonly severity: Severity;
}

/** All guards, errors first. A new one is a file of its own and a line here. */
export const guards: readonly ListedGuard[] = [
  ...[
    forceDestroyJustified,
    plaintextSecretsJustified,
    consoleWithoutMfaJustified,
    administratorAccessJustified,
    directPoliciesJustified,
    longLivedKeysJustified,
    justificationSound,
    justificationExpired,
    userExpired,
    namesDistinct,
    referencesDefined,
    existingGroupsUntouched,
    awsQuotas,
    policyVariablesVersioned,
    policyStatementsComplete,
    tagsDistinct,
    certificateReadable,
    sshKeyPublic,
  ].map((guard) => ({ guard, severity: "error" as const })),
  ...[
    justificationExpiresSoon,
    justificationUnused,
    userExpiresSoon,
    accessKeyRotation,
    accountPinned,
    sshKeyRsa,
    suspensionStarted,
  ].map((guard) => ({ guard, severity: "warning" as const })),
];

export interface JudgedFinding {
  readonly finding: Finding;
  readonly severity: Severity;
}

/** Of one guard: as many as two in every user of a full account. */
const maxFindings = 10_000;

/**
 * Runs guards over a roster. A guard that crashes is a finding, never a pass.
 * @param today ISO date
 */
export function judge(roster: Roster, today: string, listed: readonly ListedGuard[] = guards): JudgedFinding[] {
  return listed.flatMap(({ guard, severity }) => {
    try {
      const findings = guard.check(roster, today);
      return findings.slice(0, maxFindings).map((finding) => ({ finding, severity }));
    } catch (error) {
      const message = `the guard ${guard.id} crashed: ${error instanceof Error ? error.message : String(error)}`;
      const fix = "This is a defect of the guard; the roster counts as not checked.";
      return [{ finding: { id: guard.id, message, fix, file: roster.file, path: [] }, severity: "error" as const }];
    }
  });
}

/** What a person seems to lack may be what was misspelt: first the one, then the other. */
const asksForMore = /-justified$|-unused$/;

/** Judges what could be read of a file; nothing is asked of users in whose entries something was refused. */
export function judgeLoaded({ roster, damaged }: Pick<Loaded, "roster" | "damaged">, today: string): JudgedFinding[] {
  if (roster === undefined) return [];
  const isDamaged = ({ path }: Finding) => path[0] === "users" && damaged.has(String(path[1]));
  return judge(roster, today).filter(({ finding }) => !(asksForMore.test(finding.id) && isDamaged(finding)));
}
