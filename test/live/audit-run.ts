import type { Command } from "../../cli/command";
import type { Ran } from "../cli/run";
import { MESSY_TODAY } from "./messy-account";

/** Calls a command as cli/index.ts does, in an environment that leads to a sandbox. */
export async function runLive(
  command: Command,
  cwd: string,
  env: NodeJS.ProcessEnv,
  values: Record<string, string | boolean | string[]> = {},
  positionals: string[] = [],
): Promise<Ran> {
  const printed = { out: "", err: "" };
  const terminal = {
    out: (text: string) => {
      printed.out += text;
    },
    err: (text: string) => {
      printed.err += text;
    },
    interactive: false,
  };
  const code = await command.run({ values, positionals, terminal, today: MESSY_TODAY, cwd, env });
  return { code, ...printed };
}
