import { type ChildProcess, execFile, spawn } from "node:child_process";
import { join } from "node:path";
import type { Command } from "../src/cli/command";
import { type Terminal, terminalOn } from "../src/cli/terminal";
import { sameClock } from "./clock-at";

/** What a command printed, and how it ended. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Recorded {
  readonly terminal: Terminal;
  /** What stands on it so far. */
  readonly printed: { out: string; err: string };
}

/** A terminal that keeps what reached it. @param onErr also called with each piece of talk */
export function recordingTerminal(interactive = false, onErr?: (text: string) => void): Recorded {
  const printed = { out: "", err: "" };
  const terminal = terminalOn({
    out: (text) => {
      printed.out += text;
    },
    err: (text) => {
      printed.err += text;
      onErr?.(text);
    },
    interactive,
  });
  return { terminal, printed };
}

/** The day on which tests of commands take place unless they say otherwise. */
const today = new Date("2026-11-21T00:00:00Z");

export interface Where {
  readonly cwd: string;
  /** @default - that of the tests */
  readonly env?: NodeJS.ProcessEnv;
  /** @default - `today` */
  readonly today?: Date;
  readonly signal?: AbortSignal;
  /** Called with each piece of talk. @default - nobody watches */
  readonly onErr?: (text: string) => void;
}

/** Calls a command as cli/index.ts does, with these words, and keeps what it printed. */
export async function runCommand(command: Command, where: string | Where, words: readonly string[] = []): Promise<Ran> {
  const { onErr, ...place } = typeof where === "string" ? { cwd: where } : where;
  const { terminal, printed } = recordingTerminal(false, onErr);
  const code = await command.run(words, { env: process.env, today, ...place, terminal });
  return { code, ...printed };
}

/** Options as a test writes them, as words: `{ json: true, file: ["a", "b"] }` is `--json --file=a --file=b`. */
export function optionWords(values: Readonly<Record<string, string | boolean | readonly string[]>>): string[] {
  return Object.entries(values).flatMap(([name, value]) => {
    if (typeof value === "boolean") return value ? [`--${name}`] : [];
    return [value].flat().map((text) => `--${name}=${text}`);
  });
}

export const root = join(__dirname, "..");

/** Starts the built `roster`, as people do. */
export function runBuilt(
  words: readonly string[],
  cwd: string,
  { env = process.env, program = join("src", "cli", "index.js") }: { env?: NodeJS.ProcessEnv; program?: string } = {},
): Promise<Ran> {
  return new Promise((resolve) => {
    const options = { cwd, env: { ...sameClock(), ...env } };
    execFile(process.execPath, [join(root, "dist", program), ...words], options, (error, out, err) => {
      resolve({ code: typeof error?.code === "number" ? error.code : error ? -1 : 0, out, err });
    });
  });
}

/** A program that is under way. */
export interface Started {
  readonly child: ChildProcess;
  /** What it said so far. */
  readonly printed: { out: string; err: string };
  readonly ended: Promise<Ran>;
  /** Waits until it has said something on stderr. @throws Error with what it said instead */
  readonly says: (text: string) => Promise<void>;
}

/**
 * Starts the built `roster` and does not wait for its end.
 * @param detached in a process group of its own, as a shell would start it: what it leaves behind may hold its pipes
 */
export function startBuilt(
  words: readonly string[],
  { cwd, env = process.env, detached = false }: Pick<Where, "cwd" | "env"> & { detached?: boolean },
): Started {
  const child = spawn(process.execPath, [join(root, "dist", "src", "cli", "index.js"), ...words], {
    cwd,
    env: { ...sameClock(), ...env },
    detached,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed = { out: "", err: "" };
  let waiting: (() => void)[] = [];
  const wake = () => {
    for (const each of waiting) each();
    waiting = [];
  };
  child.stdout.on("data", (text) => {
    printed.out += text;
  });
  child.stderr.on("data", (text) => {
    printed.err += text;
    wake();
  });
  let over = false;
  const ended = new Promise<Ran>((resolve) => {
    child.once(detached ? "exit" : "close", (code) =>
      setImmediate(() => {
        over = true;
        resolve({ code: code ?? -1, ...printed });
        wake();
      }),
    );
  });
  const says = async (text: string) => {
    while (!printed.err.includes(text)) {
      if (over) throw new Error(`it said: ${printed.err}`);
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
  return { child, printed, ended, says };
}
