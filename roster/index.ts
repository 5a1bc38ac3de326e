export { byPlace, type Diagnostic, diagnose, type Finding, formatDiagnostic, type Severity } from "./diagnostics";
export { type Loaded, type LoadOptions, loadRoster, projectOf } from "./load";
export * from "./roster";
export { readingRules } from "./rules";
