import type { Arguments } from "./arguments";
import type { Options } from "./options";
import type { Task } from "./tasks";
import type { Terminal } from "./terminal";

/** What a command is called with besides its words. */
export interface Context {
  readonly terminal: Terminal;
  /** @default - now */
  readonly today?: Date | undefined;
  /** The folder the command was called in. */
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Ends when the caller wants the command to stop. */
  readonly signal?: AbortSignal | undefined;
}

/** What usage, help, shell completion and docs/commands.md are made from. */
export interface CommandFacts {
  readonly name: string;
  readonly task: Task;
  readonly summary: string;
  readonly arguments: Arguments;
  readonly options: Options;
  /** What else there is to know, a line each. */
  readonly notes: readonly string[];
  /** What stands after `roster`: `validate users.yaml --format sarif`. */
  readonly examples: readonly string[];
}

/** One command of `roster`. It returns its exit code; only cli/index.ts exits. */
export interface Command extends CommandFacts {
  /**
   * @param words what stands after the command's name
   * @throws UsageError
   */
  readonly run: (words: readonly string[], context: Context) => Promise<number>;
}

/** Bad words on the command line: exit code 1, with the message alone. */
export class UsageError extends Error {
  public override readonly name = "UsageError";
}
