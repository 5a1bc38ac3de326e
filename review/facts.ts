import { copyValues, isKnownType, type Values } from "./attributes";
import { isObject } from "./read-plan";

export type Action = "no-op" | "read" | "create" | "update" | "delete" | "replace" | "forget" | "unknown";

/** One entry of `resource_changes` or `resource_drift`, without anything that may not be shown. */
export interface Fact {
  readonly address: string;
  readonly previousAddress?: string;
  readonly module: string;
  readonly type: string;
  /** Of the block: `alice--laptop`. */
  readonly name: string;
  readonly index?: string;
  readonly provider: string;
  readonly action: Action;
  /** Terraform lets go of the old object, which lives on in the account. */
  readonly forgets: boolean;
  readonly importing: boolean;
  readonly deposed: boolean;
  /** Why, in Terraform's own word: `replace_because_tainted`. */
  readonly reason?: string;
  /** Attributes that force a replacement; of known types only. */
  readonly forcedBy: readonly string[];
  readonly before: Values | undefined;
  readonly after: Values | undefined;
  /** Attributes that are known after the apply only. */
  readonly unknown: ReadonlySet<string>;
  /** Names of the attributes that differ, where that was asked for; nothing and empty are the same. */
  readonly differs: readonly string[];
}

/**
 * Facts about managed resources, in the plan's order.
 * @param compare whether to find the attributes that differ, as drift needs it
 */
export function factsOf(list: unknown, compare = false): Fact[] {
  if (!Array.isArray(list)) return [];
  const facts: Fact[] = [];
  for (const entry of list) {
    const fact = factOf(entry, compare);
    if (fact !== undefined) facts.push(fact);
  }
  return facts;
}

const nothing: ReadonlySet<string> = new Set();

function factOf(entry: unknown, compare: boolean): Fact | undefined {
  if (!isObject(entry) || !isObject(entry.change)) return undefined;
  if (entry.mode === "data" || entry.mode === "ephemeral") return undefined;
  const { change } = entry;
  const type = text(entry.type) ?? "unknown";
  const actions = Array.isArray(change.actions) ? change.actions : [];
  const index = entry.index;
  const reason = text(entry.action_reason);
  const previousAddress = text(entry.previous_address);
  return {
    address: text(entry.address) ?? type,
    ...(previousAddress === undefined ? {} : { previousAddress }),
    module: text(entry.module_address) ?? "",
    type,
    name: text(entry.name) ?? "",
    ...(typeof index === "string" || typeof index === "number" ? { index: String(index) } : {}),
    provider: text(entry.provider_name) ?? "",
    action: actionOf(actions),
    forgets: actions.includes("forget"),
    importing: isObject(change.importing),
    deposed: entry.deposed !== undefined,
    ...(reason === undefined ? {} : { reason }),
    forcedBy: isKnownType(type) ? forcedBy(change.replace_paths) : [],
    before: copyValues(type, change.before, change.before_sensitive),
    after: copyValues(type, change.after, change.after_sensitive),
    unknown: isKnownType(type) ? unknownAttributes(change.after_unknown) : nothing,
    differs: compare ? differing(change.before, change.after) : [],
  };
}

/** Two actions are a replacement, in either order and whether the old object is deleted or let go. */
function actionOf(actions: readonly unknown[]): Action {
  const [first] = actions;
  if (actions.includes("create")) return actions.length > 1 ? "replace" : "create";
  if (actions.length !== 1) return "unknown";
  const known: readonly unknown[] = ["no-op", "read", "update", "delete", "forget"];
  return known.includes(first) ? (first as Action) : "unknown";
}

/** The first step of each path: what lies deeper may be a key that somebody made up. */
function forcedBy(paths: unknown): string[] {
  if (!Array.isArray(paths)) return [];
  const names = paths.map((path) => (Array.isArray(path) ? path[0] : undefined));
  return [
    ...new Set(names.filter((name): name is string => typeof name === "string" && /^[a-z0-9_]{1,64}$/.test(name))),
  ];
}

function unknownAttributes(unknown: unknown): ReadonlySet<string> {
  if (!isObject(unknown)) return nothing;
  const names = Object.keys(unknown).filter((name) => unknown[name] === true);
  return names.length === 0 ? nothing : new Set(names);
}

function differing(before: unknown, after: unknown): string[] {
  if (!isObject(before) || !isObject(after)) return [];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) =>
    /^[a-z0-9_]{1,64}$/.test(name),
  );
  return names.filter((name) => !same(before[name], after[name])).sort();
}

function same(first: unknown, second: unknown): boolean {
  if (isEmpty(first) && isEmpty(second)) return true;
  return first === second || JSON.stringify(first) === JSON.stringify(second);
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
