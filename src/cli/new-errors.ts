import type { Diagnostic } from "../roster/index";
import { diagnosticsOf } from "./check";
import type { RosterFiles } from "./roster-files";

/** What is wrong with a roster, guards included. */
export function errorsIn({ loaded }: RosterFiles, today: Date): Diagnostic[] {
  return diagnosticsOf(loaded, today).filter(({ severity }) => severity === "error");
}

/** Errors that an edit brought: what was wrong before is not its business. */
export function newErrors(before: RosterFiles, after: RosterFiles, today: Date): Diagnostic[] {
  const known = new Set(errorsIn(before, today).map(identityOf));
  return errorsIn(after, today).filter((error) => !known.has(identityOf(error)));
}

/** The same wherever it stands: an edit moves lines. */
export const identityOf = ({ id, path, message }: Diagnostic) => JSON.stringify([id, path, message]);
