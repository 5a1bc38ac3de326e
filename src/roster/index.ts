/**
 * Reads `users.yaml`, for programs that check rosters or make resources of them:
 *
 *     const loaded = await loadRoster("users.yaml");
 *     if (loaded.kind === "whole") new RosterUsers(stack, "people", { roster: loaded.roster });
 *     else for (const diagnostic of loaded.diagnostics) console.error(formatDiagnostic(diagnostic));
 *
 * `judgeLoaded` of `iam-roster/guards` gives findings over what was loaded, and `diagnose` puts them where they are
 * written. Only what is named here is kept stable.
 */
export {
  byPlace,
  type Diagnostic,
  diagnose,
  formatDiagnostic,
  type RosterFinding,
  type RosterPlace,
  type Severity,
} from "./diagnostics";
export { type LoadOptions, loadRoster } from "./load";
export {
  type DamagedRoster,
  type Loaded,
  readableOf,
  type UnreadableRoster,
  type WholeRoster,
} from "./loaded";
export type {
  AccessKey,
  Account,
  AssumeRole,
  Backend,
  BackendKind,
  CredentialStatus,
  Defaults,
  Group,
  GuardSettings,
  InlinePolicy,
  Justification,
  LoginProfile,
  MfaDevice,
  Origin,
  PartialRoster,
  Policy,
  PolicyDocument,
  PolicyReference,
  Removal,
  Roster,
  ServiceSpecificCredential,
  SigningCertificate,
  Slot,
  SshPublicKey,
  Suspension,
  User,
  UserType,
} from "./roster";
export { readingRules } from "./rules";
