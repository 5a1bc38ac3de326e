import { type RuleKind, run } from "../../rules/run";
import type { AuditContext, AuditFinding, AuditPlace, AuditRule, Severity } from "../finding";
import { canBecomeAdministrator } from "./can-become-administrator";
import { consoleWithoutMfa } from "./console-without-mfa";
import { credentialNotInRoster } from "./credential-not-in-roster";
import { dormant } from "./dormant";
import { entryNotInAccount } from "./entry-not-in-account";
import { membershipNotInRoster } from "./membership-not-in-roster";
import { neverUsed } from "./never-used";
import { oldKey } from "./old-key";
import { ownerUnknown } from "./owner-unknown";
import { removalUnproved } from "./removal-unproved";
import { rootUser } from "./root-user";
import { samePersonTwice } from "./same-person-twice";
import { twoActiveKeys } from "./two-active-keys";
import { unusedKey } from "./unused-key";
import { userNotInRoster } from "./user-not-in-roster";

/** All questions, the gravest first. A new one is a file of its own and a line here. */
export const auditRules: readonly AuditRule[] = [
  rootUser,
  removalUnproved,
  consoleWithoutMfa,
  canBecomeAdministrator,
  dormant,
  neverUsed,
  credentialNotInRoster,
  membershipNotInRoster,
  userNotInRoster,
  entryNotInAccount,
  ownerUnknown,
  oldKey,
  unusedKey,
  twoActiveKeys,
  samePersonTwice,
];

const kind: RuleKind<AuditContext, AuditPlace, Severity> = {
  name: "audit rule",
  incomplete: "high",
  meaning: "the account counts as not audited",
  placeOf: () => ({ user: "<account>" }),
};

/** What the rules find, by the order of the rules. */
export function ask(context: AuditContext, rules: readonly AuditRule[] = auditRules): AuditFinding[] {
  return run(kind, rules, context);
}
