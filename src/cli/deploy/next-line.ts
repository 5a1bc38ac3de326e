import { resolve } from "node:path";
import { commandLine } from "../command-line";
import type { DeployInput } from "../commands/deploy";
import { isOnlyRoster } from "../project";

/** The same deploy once more. @param applied whether an apply was begun: a plan that was saved before it is stale then */
export function againLine({ values, args }: DeployInput, applied: boolean): string {
  return commandLine("deploy", values, { words: args.rosters ?? [], without: applied ? ["saved", "sha256"] : [] });
}

interface Mending extends Pick<DeployInput, "cwd"> {
  readonly values: Pick<DeployInput["values"], "concurrency">;
}

/** What imports what an apply made and the state does not have. @param file the roster of the stack */
export function mendLine({ values: { concurrency }, cwd }: Mending, file: string): string {
  const given = isOnlyRoster(resolve(cwd, file), cwd) ? {} : { file };
  return commandLine("adopt", { mend: true, ...given, concurrency });
}
