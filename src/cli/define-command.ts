import type { Arguments, ArgumentValues } from "./arguments";
import type { Command, Context } from "./command";
import { helpOf, widthOf } from "./help";
import type { Options, Values } from "./options";
import { judgeOutputs } from "./outputs";
import { parseWords } from "./parse";
import type { Task } from "./tasks";

/** What a command runs with: its words, read as it describes them. */
export interface Input<O extends Options = Options, A extends Arguments = Arguments> extends Context {
  readonly values: Values<O>;
  readonly args: ArgumentValues<A>;
}

export interface Definition<O extends Options, A extends Arguments> {
  readonly name: string;
  readonly task: Task;
  /** One sentence. */
  readonly summary: string;
  /** @default - none */
  readonly arguments?: A;
  /** @default - none */
  readonly options?: O;
  /** What else there is to know, a line each. @default - nothing */
  readonly notes?: readonly string[];
  /** What stands after `roster`; each must be a command line that is read without an error. @default - none */
  readonly examples?: readonly string[];
  /** @returns the exit code */
  readonly run: (input: Input<O, A>) => Promise<number>;
}

/** A command from its description: usage, help, the types of its values and shell completion come from it. */
export function defineCommand<
  const O extends Options = Record<never, never>,
  const A extends Arguments = Record<never, never>,
>(definition: Definition<O, A>): Command {
  const { name, task, summary, notes = [], examples = [] } = definition;
  const options = definition.options ?? ({} as O);
  const args = definition.arguments ?? ({} as A);
  const facts = { name, task, summary, notes, examples, options, arguments: args };
  return {
    ...facts,
    run: async (words, context) => {
      const read = parseWords(facts, words, context.terminal.columns);
      if (read === undefined) {
        context.terminal.out(helpOf(facts, widthOf(context.terminal.columns)));
        return 0;
      }
      const { values, args, quiet, color } = read;
      judgeOutputs(options, values, context.cwd);
      const terminal = context.terminal.with({ quiet, color });
      try {
        return await definition.run({ ...context, terminal, values, args });
      } finally {
        terminal.draw(undefined);
      }
    },
  };
}
