import type { Command } from "../../cli/command";
import type { Ran } from "../cli/run";

/** Calls a command as cli/index.ts does, in an environment of its own. Every word that it says is kept. */
export async function runIn(
  command: Command,
  { cwd, env, today = new Date() }: { cwd: string; env: NodeJS.ProcessEnv; today?: Date },
  positionals: string[],
  values: Record<string, string | boolean | string[]> = {},
): Promise<Ran> {
  const said = { out: "", err: "" };
  const terminal = {
    out: (text: string) => {
      said.out += text;
    },
    err: (text: string) => {
      said.err += text;
    },
    interactive: false,
  };
  const code = await command.run({ values, positionals, terminal, today, cwd, env });
  return { code, ...said };
}
