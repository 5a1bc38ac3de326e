import { resolve } from "node:path";
import { commandLine } from "./command-line";
import type { DeployInput } from "./commands/deploy";
import { isOnlyRoster } from "./project";

/** The same deploy once more. @param applied whether an apply was begun: a plan that was saved before it is stale then */
export function againLine({ values, args }: DeployInput, applied: boolean): string {
  return commandLine("deploy", values, { words: args.rosters ?? [], without: applied ? ["saved", "sha256"] : [] });
}

interface Mending extends Pick<DeployInput, "cwd"> {
  readonly values: Pick<DeployInput["values"], "concurrency">;
}

/** What imports what an apply made and the state does not have. @param file the roster of the stack */
export function mendLine({ values: { concurrency }, cwd }: Mending, file: string): string {
  return commandLine("adopt", { mend: true, ...choiceOf(file, cwd), concurrency });
}

/** The deploy of a roster, without what else was asked for. @param file the roster of the stack */
export function deployLine(file: string, cwd: string): string {
  return commandLine("deploy", choiceOf(file, cwd));
}

function choiceOf(file: string, cwd: string): { file?: string } {
  return isOnlyRoster(resolve(cwd, file), cwd) ? {} : { file };
}
