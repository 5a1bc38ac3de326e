import { parseArgs } from "node:util";
import { didYouMean } from "../text/did-you-mean";
import { printable } from "../text/printable";
import type { Arguments, ArgumentValues } from "./arguments";
import { type CommandFacts, UsageError } from "./command";
import { commonOptions, usageIn } from "./help";
import type { Option, Options, Values } from "./options";
import { readOption } from "./read-option";

export interface Words<O extends Options, A extends Arguments> {
  readonly values: Values<O>;
  readonly args: ArgumentValues<A>;
  readonly quiet: boolean;
  readonly color: "auto" | "always" | "never";
}

type Described<O extends Options, A extends Arguments> = CommandFacts & {
  readonly options: O;
  readonly arguments: A;
};

/**
 * Reads the words of a command line as the command describes them.
 * @param columns of the terminal. @default - the usage is one line
 * @returns undefined when they ask for help
 * @throws UsageError
 */
export function parseWords<const O extends Options, const A extends Arguments>(
  command: Described<O, A>,
  words: readonly string[],
  columns?: number,
): Words<O, A> | undefined {
  const wrong = (message: string): never => {
    throw new UsageError(`${message}\n${usageIn(command, columns)}`);
  };
  const { tokens } = parseArgs({
    args: [...words],
    options: {
      ...Object.fromEntries(Object.entries({ ...commonOptions, ...command.options }).map(parserOption)),
      help: HELP,
    },
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const described: Options = { ...commonOptions, ...command.options };
  const given = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    if (token.name === "help") return undefined;
    const option = Object.hasOwn(described, token.name) ? described[token.name] : undefined;
    if (option === undefined) {
      const meant = didYouMean(token.name, Object.keys(described));
      return wrong(
        `there is no option ${printable(token.rawName)}${meant === undefined ? "" : `; did you mean --${meant}?`}`,
      );
    }
    if (option.type === "boolean") {
      if (token.value !== undefined) wrong(`${token.rawName} takes no value: ${printable(token.value)}`);
      given.set(token.name, []);
      continue;
    }
    // What looks like an option is one: --out --json has forgotten the folder. `--out=--json` says that it is meant.
    const forgotten = token.value === undefined || (!token.inlineValue && /^-./.test(token.value));
    if (forgotten) return wrong(`${token.rawName} needs a value`);
    given.set(token.name, [...(given.get(token.name) ?? []), token.value]);
  }
  const values = Object.entries(command.options).map(([name, option]) => {
    const texts = given.get(name);
    if (texts === undefined && "required" in option) wrong(`--${name} is missing`);
    return [name, readOption(name, option, texts)];
  });
  return {
    values: Object.fromEntries(values) as Values<O>,
    quiet: given.has("quiet"),
    color: readOption("color", commonOptions.color, given.get("color")) as Words<O, A>["color"],
    args: readArguments(command.arguments, positionals, wrong) as ArgumentValues<A>,
  };
}

const HELP = { type: "boolean", short: "h" } as const;

function parserOption([name, { type }]: [string, Option]) {
  return [name, type === "boolean" ? { type } : { type: "string", multiple: true }] as const;
}

function readArguments(described: Arguments, given: readonly string[], wrong: (message: string) => never) {
  const known = Object.values(described).flatMap(({ pattern }) => pattern ?? []);
  const left = given.filter((word) => !known.some((pattern) => pattern.test(word)));
  const entries = Object.entries(described).map(([name, { value, optional, many, choices, pattern }]) => {
    const own = pattern === undefined ? left : given.filter((word) => pattern.test(word));
    if (own.length === 0 && optional !== true) wrong(`${value} is missing`);
    const words = many === true ? own.splice(0) : own.splice(0, 1);
    const unknown = words.find((word) => choices?.includes(word) === false);
    if (unknown !== undefined) wrong(`${value} is expected: ${printable(unknown)}`);
    return [name, many === true ? words : words[0]];
  });
  if (left.length > 0) wrong(`there is one word too many: ${printable(left[0] ?? "")}`);
  return Object.fromEntries(entries);
}
