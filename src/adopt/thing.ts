import type { Path } from "../roster/yaml-tree";

/** Something of the account about which an adoption decides. */
export interface Thing {
  /** `tag`, `inline policy`, `access key`. */
  readonly kind: string;
  /** @default - its holder has only one */
  readonly name?: string;
  /** Who has it: `jane`, `group admins`. @default - the account */
  readonly of?: string;
}

/** A thing that stays outside the roster. */
export interface Left extends Thing {
  readonly reason: string;
}

/** What a person should know of something that is taken over. */
export interface Remark extends Thing {
  readonly remark: string;
}

/** Something of an adoption that can stay outside alone, when it turns out that it has to. */
export interface Part {
  readonly thing: Thing;
  /** Of what says it in the roster. */
  readonly path: Path;
  /** Of the resources that go with it. */
  readonly addresses: readonly string[];
}

/** What cannot be taken over, by title, each with the reason: it stays outside. */
export type Excluded = ReadonlyMap<string, string>;

/** `tag CostCenter of jane` */
export function titleOf({ kind, name, of }: Thing): string {
  return `${kind}${name === undefined ? "" : ` ${name}`}${of === undefined ? "" : ` of ${of}`}`;
}

/** The thing with the reason for which it was left outside. @returns undefined when it was not */
export function leftBy(excluded: Excluded, thing: Thing): Left | undefined {
  const reason = excluded.get(titleOf(thing));
  return reason === undefined ? undefined : { ...thing, reason };
}
