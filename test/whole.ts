import { formatDiagnostic, type Loaded, type Roster } from "../src/roster/index";

/** The roster that a test has written, which must have no problem. */
export function whole(loaded: Loaded): Roster {
  if (loaded.kind === "whole") return loaded.roster;
  throw new Error([...loaded.unreadable, ...loaded.diagnostics.map(formatDiagnostic)].join("\n"));
}
