import { Blocks } from "./blocks";
import { type Change, type KnownChange, ofType } from "./change";
import type { Plan } from "./read";
import type { Realms } from "./realms";
import type { References } from "./references";
import { type Side, valuesOn } from "./side";
import { textOf, textsOf, type Values } from "./values";

export type NamedType = "aws_iam_user" | "aws_iam_group" | "aws_iam_role";

/** Something of IAM that an attribute names. */
export interface Named {
  /** The same for the same thing: its address, or the account and the name of what is not in the plan. */
  readonly key: string;
  readonly name: string;
  readonly module: string;
}

export interface AllNamed {
  readonly things: readonly Named[];
  /** More may be named: what it is, is known after the apply. */
  readonly isOpen: boolean;
}

interface Found {
  readonly attribute: string;
  readonly named: AllNamed;
}

/**
 * Finds what a name means: in the account that whatever says it is in, there in its own module first. The same name in two
 * accounts, or in two modules, is two things.
 */
export class Names {
  private readonly byName: Readonly<Record<Side, Map<string, KnownChange<NamedType>[]>>> = {
    before: new Map(),
    after: new Map(),
  };
  private readonly blocks: Blocks<KnownChange<NamedType>>;
  /** What several ask of the same change is found once. */
  private readonly found: Readonly<Record<Side, WeakMap<KnownChange, Found>>> = {
    before: new WeakMap(),
    after: new WeakMap(),
  };

  public constructor(
    type: NamedType,
    changes: readonly Change[],
    private readonly references: References,
    private readonly realms: Realms,
  ) {
    const all: KnownChange<NamedType>[] = ofType(changes, type).filter(({ deposed }) => !deposed);
    this.blocks = new Blocks(all);
    for (const side of ["before", "after"] as const)
      for (const change of all) {
        const values: Values<NamedType> | undefined = valuesOn(change, side);
        if (values === undefined) continue;
        const key = `${realms(change)}|${values.name ?? change.name}`;
        const same = this.byName[side].get(key);
        if (same === undefined) this.byName[side].set(key, [change]);
        else same.push(change);
      }
  }

  /** @param said what says the name */
  public one(name: string, said: Pick<Change, "module" | "resourceType" | "name">, side: Side): Named {
    const key = `${this.realms(said)}|${name}`;
    const all = this.byName[side].get(key) ?? [];
    const found = all.find(({ module }) => module === said.module) ?? all[0];
    return found === undefined ? { key, name, module: said.module } : named(found, side);
  }

  /** All that an attribute names on a side, those too whose names are known after the apply only. */
  public all(change: KnownChange, attribute: string, side: Side): AllNamed {
    const known = this.found[side].get(change);
    if (known?.attribute === attribute) return known.named;
    const found = this.find(change, attribute, side);
    this.found[side].set(change, { attribute, named: found });
    return found;
  }

  private find(change: KnownChange, attribute: string, side: Side): AllNamed {
    const known = textsOf(valuesOn(change, side), attribute).map((name) => this.one(name, change, side));
    const isUnknown = change.unknown.has(attribute);
    if (side === "before" || change.action === "forget" || !(isUnknown || change.partly.has(attribute)))
      return { things: known, isOpen: false };
    const { found: all, isWhole } = this.blocks.allOf(change, this.references(change, attribute));
    const found = all.filter((each) => valuesOn(each, side) !== undefined);
    // What stood in the list before the plan may stand there still.
    const before = isUnknown ? textsOf(change.before, attribute).map((name) => this.one(name, change, side)) : [];
    const things = [...known, ...found.map((each) => named(each, side)), ...(found.length > 0 ? [] : before)];
    const isList = lists.has(attribute);
    // Of a list that is not known as a whole the plan does not tell what else is in it.
    return { things, isOpen: isList ? isUnknown || !isWhole || found.length === 0 : found.length === 0 };
  }
}

function named(change: KnownChange<NamedType>, side: Side): Named {
  const { address: key, module } = change;
  return { key, name: textOf(valuesOn(change, side), "name") ?? change.name, module };
}

const lists: ReadonlySet<string> = new Set(["groups", "users", "roles"]);

export type NamesByType = Readonly<Record<NamedType, Names>>;

export function namesOf({ changes, references, realms }: Pick<Plan, "changes" | "references" | "realms">): NamesByType {
  const names = (type: NamedType) => new Names(type, changes, references, realms);
  return {
    aws_iam_user: names("aws_iam_user"),
    aws_iam_group: names("aws_iam_group"),
    aws_iam_role: names("aws_iam_role"),
  };
}
