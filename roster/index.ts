export { byPlace, type Diagnostic, diagnose, type Finding, formatDiagnostic, type Severity } from "./diagnostics.js";
export { type Loaded, type LoadOptions, loadRoster, projectOf } from "./load.js";
export * from "./roster.js";
