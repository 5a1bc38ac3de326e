import type { Copied } from "../terms/copied";
import { isObject, listIn } from "../text/values";
import { attributes, type KnownType } from "./attributes";
import { PolicyText } from "./policy-text";
import { Tags } from "./tags";

interface CopiedAs {
  readonly text: string;
  readonly number: number;
  readonly flag: boolean;
  readonly presence: boolean;
  readonly texts: readonly string[];
  readonly tags: Tags;
  readonly document: PolicyText;
  /** A block without a document is one that is known after the apply only. */
  readonly documents: readonly (PolicyText | undefined)[];
}

type Known = typeof attributes;

/** One side of a change: of each known attribute what may be told. What is not there, or is marked, is absent. */
export type Values<Type extends KnownType = KnownType> = Type extends KnownType
  ? {
      readonly [Attribute in keyof Known[Type]]?: Known[Type][Attribute] extends Copied
        ? CopiedAs[Known[Type][Attribute]]
        : never;
    }
  : never;

const listed = new Map<string, readonly (readonly [string, Copied])[]>(
  Object.entries(attributes).map(([type, kinds]) => [type, Object.entries(kinds)]),
);

/**
 * Copies what may be told of one side of a change.
 * @param marks `before_sensitive`, `after_sensitive` or `sensitive_values`: whatever they mark is left out
 */
export function valuesOf<Type extends KnownType>(type: Type, side: unknown, marks: unknown): Values<Type> | undefined {
  const kinds = listed.get(type);
  if (kinds === undefined || !isObject(side)) return undefined;
  const values: Record<string, CopiedAs[Copied]> = {};
  if (marks !== true) {
    for (const [attribute, kind] of kinds) {
      const value = Object.hasOwn(side, attribute) ? side[attribute] : undefined;
      if (value === undefined || value === null) continue;
      const mark = isObject(marks) ? marks[attribute] : undefined;
      const read = mark === true ? undefined : readers[kind](value, mark);
      if (read !== undefined) values[attribute] = read;
    }
  }
  // The table says of which kind each attribute is, to the compiler and to the loop.
  return values as Values<Type>;
}

/** What stands in an attribute whose name is known only when the program runs. */
export function textOf(values: Values | undefined, attribute: string): string | undefined {
  const value = values === undefined ? undefined : (values as Readonly<Record<string, unknown>>)[attribute];
  return typeof value === "string" ? value : undefined;
}

/** The same of an attribute that may have several. */
export function textsOf(values: Values | undefined, attribute: string): readonly string[] {
  const value = values === undefined ? undefined : (values as Readonly<Record<string, unknown>>)[attribute];
  return Array.isArray(value) ? value : typeof value === "string" ? [value] : [];
}

const readers: { readonly [Kind in Copied]: (value: unknown, marks: unknown) => CopiedAs[Kind] | undefined } = {
  text: (value) => (typeof value === "string" && value !== "" ? value : undefined),
  number: (value) => (typeof value === "number" ? value : undefined),
  flag: (value) => (typeof value === "boolean" ? value : undefined),
  presence: (value) => value !== "",
  texts: (value, marks) =>
    Array.isArray(value)
      ? value.filter((item, index): item is string => typeof item === "string" && !isMarked(marks, index))
      : [],
  tags: (value, marks) => new Tags(value, marks),
  document: (value) => (typeof value === "string" ? new PolicyText(value) : undefined),
  documents: (value) =>
    listIn(value).flatMap((block) => {
      // An empty block says that the resource has no inline policy.
      if (!isObject(block) || block.policy === "" || Object.keys(block).length === 0) return [];
      return [typeof block.policy === "string" ? new PolicyText(block.policy) : undefined];
    }),
};

function isMarked(marks: unknown, index: number): boolean {
  return Array.isArray(marks) && marks[index] === true;
}
