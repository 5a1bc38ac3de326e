/** A word of the command line that is no option, by the place where it stands. */
export interface Argument {
  /** How the usage shows it: `PLAN.json`. */
  readonly value: string;
  readonly help: string;
  /** @default false */
  readonly optional?: true;
  /** All words that are left; only the last argument may be it. @default false */
  readonly many?: true;
  /** @default - any word */
  readonly choices?: readonly string[];
  /** Words that look so are this argument, wherever they stand, and no other one takes them. @default - its place tells */
  readonly pattern?: RegExp;
}

/** In the order in which they are written. */
export type Arguments = Readonly<Record<string, Argument>>;

type ArgumentValue<A extends Argument> = A extends { many: true }
  ? readonly string[]
  : A extends { optional: true }
    ? string | undefined
    : A extends { choices: readonly (infer Choice)[] }
      ? Choice
      : string;

export type ArgumentValues<A extends Arguments> = { readonly [K in keyof A]: ArgumentValue<A[K]> };
