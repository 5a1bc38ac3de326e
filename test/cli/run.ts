import { execFile } from "node:child_process";
import { join } from "node:path";
import type { Command } from "../../cli/command";

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The day on which the tests of commands take place. */
export const today = new Date("2026-11-21T00:00:00Z");

/** Calls a command as cli/index.ts does, and keeps what it printed. */
export async function runCommand(
  command: Command,
  cwd: string,
  values: Record<string, string | boolean | string[]> = {},
  positionals: string[] = [],
  day: Date = today,
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
  const code = await command.run({ values, positionals, terminal, today: day, cwd, env: process.env });
  return { code, ...printed };
}

export const root = join(__dirname, "..", "..");

/** Starts the built `roster`, as people do. */
export function runBuilt(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = process.env): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(root, "dist", "cli", "index.js"), ...args], { cwd, env }, (error, out, err) => {
      resolve({ code: typeof error?.code === "number" ? error.code : error ? -1 : 0, out, err });
    });
  });
}
