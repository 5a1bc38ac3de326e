import { isObject, listIn, textIn } from "../text/values";
import { isKnownType, type KnownType } from "./attributes";
import { differing } from "./differing";
import type { Resource } from "./resource";
import { resourceIn } from "./resource";
import { type Values, valuesOf } from "./values";

export type Action = "no-op" | "read" | "create" | "update" | "delete" | "replace" | "forget" | "unknown";

interface Common extends Resource {
  readonly previousAddress?: string;
  readonly provider: string;
  readonly action: Action;
  /** Terraform stops managing the old object, which stays in the account. */
  readonly forgets: boolean;
  readonly importing: boolean;
  /** An old object that an interrupted replacement left behind. */
  readonly deposed: boolean;
  /** Why, in Terraform's own word: `replace_because_tainted`. */
  readonly reason?: string;
  /** Attributes that force a replacement; of known types only. */
  readonly forcedBy: readonly string[];
  /** Attributes that are known after the apply only; of known types only. */
  readonly unknown: ReadonlySet<string>;
  /** Of these lists some elements are; the others are there. */
  readonly partly: ReadonlySet<string>;
  /** Names of the attributes that an update, a replacement or a drift changes. */
  readonly differs: readonly string[];
}

interface Typed<Type extends KnownType> extends Common {
  readonly type: Type;
  readonly before: Values<Type> | undefined;
  readonly after: Values<Type> | undefined;
}

/** A change of a resource of one of these types: `Change<"aws_iam_user">`. */
export type KnownChange<Type extends KnownType = KnownType> = Type extends KnownType ? Typed<Type> : never;

/** A change of a resource whose meaning for people is not known: nothing of its values is read. */
export interface OtherChange extends Common {
  readonly type: "other";
  readonly before: undefined;
  readonly after: undefined;
}

/** One entry of `resource_changes` or `resource_drift`; its `type` tells the compiler which attributes there are. */
export type Change = KnownChange | OtherChange;

/**
 * Changes of managed resources, in the plan's order.
 * @param drift what was changed outside Terraform: of its sides all differences count, but not nothing against empty
 */
export function changesIn(list: unknown, drift = false): Change[] {
  return listIn(list).flatMap((entry) => changeIn(entry, drift) ?? []);
}

const nothing: ReadonlySet<string> = new Set();

function changeIn(entry: unknown, drift: boolean): Change | undefined {
  if (!isObject(entry) || !isObject(entry.change)) return undefined;
  if (entry.mode === "data" || entry.mode === "ephemeral") return undefined;
  const { change } = entry;
  const actions = listIn(change.actions);
  const action = actionOf(actions);
  const resource = resourceIn(entry);
  const { resourceType } = resource;
  const type = isKnownType(resourceType) ? resourceType : undefined;
  const reason = textIn(entry.action_reason);
  const previousAddress = textIn(entry.previous_address);
  const compared = drift || action === "update" || action === "replace";
  // The table of attributes pairs the type with the values; the compiler cannot follow that by itself. And plain
  // properties: a plan has tens of thousands of these, and spread ones make them three times as slow to read.
  const read = {
    address: resource.address,
    module: resource.module,
    resourceType,
    name: resource.name,
    type: type ?? "other",
    provider: textIn(entry.provider_name) ?? "",
    action,
    forgets: actions.includes("forget"),
    importing: isObject(change.importing),
    deposed: entry.deposed !== undefined,
    forcedBy: type === undefined ? [] : forcedBy(change.replace_paths),
    unknown: type === undefined ? nothing : attributesThat(isUnknown, change.after_unknown),
    partly: type === undefined ? nothing : attributesThat(isPartlyUnknown, change.after_unknown),
    differs: compared ? differing(change.before, change.after, drift) : [],
    before: type && valuesOf(type, change.before, change.before_sensitive),
    after: type && valuesOf(type, change.after, change.after_sensitive),
  } as Writable<Change>;
  if (resource.index !== undefined) read.index = resource.index;
  if (previousAddress !== undefined) read.previousAddress = previousAddress;
  if (reason !== undefined) read.reason = reason;
  return read as Change;
}

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** Two actions are a replacement, in either order and whether the old object is deleted or forgotten. */
function actionOf(actions: readonly unknown[]): Action {
  const [first] = actions;
  if (actions.includes("create")) return actions.length > 1 ? "replace" : "create";
  if (actions.length !== 1) return "unknown";
  return single.find((known) => known === first) ?? "unknown";
}

const single = ["no-op", "read", "update", "delete", "forget"] as const;

/** The first step of each path: what lies deeper may be a key that somebody made up. */
function forcedBy(paths: unknown): string[] {
  const names = listIn(paths).map((path) => listIn(path)[0]);
  return [
    ...new Set(names.filter((name): name is string => typeof name === "string" && /^[a-z0-9_]{1,64}$/.test(name))),
  ];
}

function attributesThat(are: (mark: unknown) => boolean, unknown: unknown): ReadonlySet<string> {
  if (!isObject(unknown)) return nothing;
  const names = Object.keys(unknown).filter((name) => are(unknown[name]));
  return names.length === 0 ? nothing : new Set(names);
}

const isUnknown = (mark: unknown): boolean => mark === true;
const isPartlyUnknown = (mark: unknown): boolean => Array.isArray(mark) && mark.includes(true);

/** The changes of resources of these types. */
export function ofType<Type extends KnownType>(
  changes: readonly Change[],
  ...types: readonly Type[]
): KnownChange<Type>[] {
  const wanted: ReadonlySet<string> = new Set(types);
  return changes.filter((change): change is KnownChange<Type> => wanted.has(change.type));
}

/** Whether something happens in the account or in the state. */
export function isChange({ action, importing, previousAddress }: Change): boolean {
  return (action !== "no-op" && action !== "read") || importing || previousAddress !== undefined;
}
