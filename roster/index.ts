export {
  byPlace,
  type Diagnostic,
  diagnose,
  formatDiagnostic,
  lineOf,
  type RosterFinding,
  type Severity,
} from "./diagnostics";
export { type LoadOptions, loadRoster } from "./load";
export { draftOf, errorsBesideFlags, type Loaded, readableOf } from "./loaded";
export * from "./roster";
export { readingRules } from "./rules";
