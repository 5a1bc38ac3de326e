import type { ParseArgsConfig } from "node:util";

/** Where a command writes: data to `out`, talk to `err`. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether `err` is a terminal: progress is drawn there and nowhere else. */
  readonly interactive: boolean;
}

export interface CommandInput {
  readonly values: Readonly<Record<string, string | boolean | string[] | undefined>>;
  readonly positionals: readonly string[];
  readonly terminal: Terminal;
  /** @default - now */
  readonly today?: Date;
  /** The folder the command was called in. */
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Ends when the caller wants the command to stop. */
  readonly signal?: AbortSignal;
}

/** One command of `roster`. It returns its exit code; only cli/index.ts exits. */
export interface Command {
  readonly summary: string;
  /** What stands after `roster NAME`. */
  readonly usage: string;
  /** Shown below the usage by --help, one line an option. */
  readonly help: readonly string[];
  readonly options: NonNullable<ParseArgsConfig["options"]>;
  readonly run: (input: CommandInput) => Promise<number>;
}

/** Bad words on the command line: exit code 1, with the message alone. */
export class UsageError extends Error {
  public override readonly name = "UsageError";
}
