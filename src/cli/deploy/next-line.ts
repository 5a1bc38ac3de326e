import { commandLine } from "../command-line";
import type { DeployInput } from "../commands/deploy";
import { namedRosters } from "../rosters";

/** The same deploy once more. @param applied whether an apply was begun: a plan that was saved before it is stale then */
export function againLine({ values, args }: DeployInput, applied: boolean): string {
  return commandLine("deploy", values, { words: args.rosters ?? [], without: applied ? ["saved", "sha256"] : [] });
}

/** What imports what an apply made and the state does not have. @param file the roster of the stack */
export function mendLine(input: DeployInput, file: string): string {
  const { concurrency } = input.values;
  const given = namedRosters(input).length > 0 ? { file } : {};
  return commandLine("adopt", { mend: true, ...given, concurrency });
}
