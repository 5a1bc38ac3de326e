import type { FormatName } from "../rules/formats";

interface Described {
  /** Begins with a small letter and has no full stop; the help breaks it into lines. */
  readonly help: string;
}

interface BooleanOption extends Described {
  readonly type: "boolean";
}

interface StringOption extends Described {
  readonly type: "string";
  /** How the usage shows what it takes: `DIR`. */
  readonly value: string;
  /** @default false */
  readonly required?: true;
  /** May be repeated. @default false */
  readonly multiple?: true;
  /** What it must look like. @default - any text */
  readonly pattern?: RegExp;
  /** It is a file that is written: its folder has to be there before any work begins. @default false */
  readonly writes?: true;
  /** What `pattern` allows, in words: `a region such as us-east-1`. */
  readonly takes?: string;
}

interface IntegerOption extends Described {
  readonly type: "integer";
  readonly value: string;
  readonly min: number;
  /** @default - none */
  readonly max?: number;
}

interface ChoiceOption extends Described {
  readonly type: "choice";
  readonly choices: readonly string[];
  /** @default - undefined where the option is not given */
  readonly default?: string;
}

/** The formats of a report: `text,json=FILE`, and again. */
interface FormatsOption extends Described {
  readonly type: "formats";
  readonly choices: readonly FormatName[];
}

/** A format that was asked for. */
export interface FormatTarget {
  readonly name: FormatName;
  /** @default - undefined: standard output */
  readonly file: string | undefined;
}

/** One option of a command: the type of its value, its usage and its help come from here. */
export type Option = BooleanOption | StringOption | IntegerOption | ChoiceOption | FormatsOption;

export type Options = Readonly<Record<string, Option>>;

type OptionValue<O extends Option> = O extends { type: "boolean" }
  ? boolean
  : O extends { type: "formats" }
    ? readonly FormatTarget[]
    : O extends { multiple: true }
      ? readonly string[]
      : O extends { required: true }
        ? string
        : O extends { type: "integer" }
          ? number | undefined
          : O extends { choices: readonly (infer Choice)[]; default: string }
            ? Choice
            : O extends { choices: readonly (infer Choice)[] }
              ? Choice | undefined
              : string | undefined;

/** What the options of a command are read as. */
export type Values<O extends Options> = { readonly [K in keyof O]: OptionValue<O[K]> };
