import { defined } from "../text/defined";
import { groupBy } from "../text/group-by";
import { type AccessLevel, type ActionFacts, type Actions, accessLevels } from "./actions";
import type { AccessChange } from "./compare";
import type { Condition } from "./document";
import type { Scope } from "./scope";

/** Access in short: `write` to `s3`, on some resources, under some conditions. */
export interface AccessPart {
  /** One service, or several with the same; empty: every service. */
  readonly services: readonly string[];
  /** Of every service all but these. */
  readonly exceptServices?: readonly string[];
  readonly levels: readonly AccessLevel[];
  /** All actions of the services. */
  readonly full: boolean;
  /** The type of the resources, where all actions have the same one: `object`. */
  readonly type?: string;
  /** Patterns of ARNs; `all but ...` for NotResource. */
  readonly resources: readonly string[];
  /** `StringEquals aws:RequestedRegion: eu-west-1` */
  readonly conditions: readonly string[];
  readonly over: AccessChange["over"];
  /** How many actions. */
  readonly actions: number;
  /** Some of them. */
  readonly examples: readonly string[];
  /** Policies that allow it, in words. */
  readonly through: readonly string[];
  /** The role that has it, for who may assume it. */
  readonly role?: string;
}

/** More services than this with access to the same are said in one part. */
const manyServices = 3;

/** Of every service that many may be missing: `every service but iam, sts`. */
const manyExcepted = 5;

/** Puts changes of access together: by service, then what is alike of several. */
export function summarise(changes: readonly AccessChange[], actions: Actions): AccessPart[] {
  const byResource = groupBy(changes, (change) => [change.service, ...keyOf(change)].join("\n"));
  const facts = new Map<readonly ActionFacts[], Facts>();
  const drafts = [...byResource.values()].map((same) => draftOf(same, actions, facts));
  const byService = mergedBy(drafts, (draft) => [draft.services.join(), levelsOf(draft), ...tail(draft)]);
  const places = groupBy(byService, (draft) => [draft.resources.join(), ...tail(draft)].join("\n"));
  const parts = [...places.values()].flatMap((alike) => (isMany(alike) ? shortened(alike) : alike));
  const all = actions.names();
  return parts
    .map(({ names, services, types, ...draft }) => {
      // Of objects and objects of access points the object is meant; of a bucket, a document or an instance nobody knows which.
      const [shortest = "", ...others] = [...types].sort((first, second) => first.length - second.length);
      const type = shortest !== "" && others.every((each) => each.includes(shortest)) ? shortest : undefined;
      const missing =
        services.length > 1 && services.length * 10 > all.length * 9
          ? all.filter((name) => !services.includes(name))
          : undefined;
      const whole = missing !== undefined && missing.length <= manyExcepted;
      return {
        ...draft,
        services: whole ? [] : services,
        ...defined({ type, exceptServices: whole && missing.length > 0 ? missing : undefined }),
        actions: names.size,
        examples: [...names.keys()].slice(0, 3),
      };
    })
    .sort((first, second) => weight(second) - weight(first));
}

function isMany(drafts: readonly Draft[]): boolean {
  return new Set(drafts.flatMap(({ services }) => services)).size > manyServices;
}

/** Of many services it counts whether all can be done, some of it changes something, or it only reads; of a few the levels. */
function shortened(drafts: readonly Draft[]): Draft[] {
  const kinds = groupBy(drafts.flatMap(split), (draft) => (draft.full ? "full" : String(isReading(draft))));
  return [...kinds.values()].flatMap((alike) =>
    mergedBy(alike, isMany(alike) ? () => [] : (draft) => [levelsOf(draft)]),
  );
}

interface Draft extends Omit<AccessPart, "type" | "exceptServices" | "actions" | "examples"> {
  readonly names: ReadonlyMap<string, AccessLevel>;
  readonly types: ReadonlySet<string>;
}

function keyOf(change: AccessChange): string[] {
  const { conditions, over, held } = change;
  return [held.role ?? "", resourceText(change), conditions.map(conditionText).sort().join("\n"), over];
}

/** What is told of a list of actions. Many changes have the same list. */
type Facts = Pick<Draft, "names" | "levels" | "types">;

function factsOf(some: readonly ActionFacts[]): Facts {
  return {
    names: new Map(some.map(({ name, level }) => [name, level])),
    levels: sorted(some.map(({ level }) => level)),
    types: common(some.map(({ types }) => types)),
  };
}

function draftOf(same: readonly AccessChange[], actions: Actions, known: Map<readonly ActionFacts[], Facts>): Draft {
  const [first] = same as [AccessChange];
  const lists = new Set(same.map((change) => change.actions));
  const facts =
    lists.size > 1
      ? factsOf(same.flatMap((change) => change.actions))
      : (known.get(first.actions) ?? factsOf(first.actions));
  if (lists.size === 1) known.set(first.actions, facts);
  const all = actions.sizeOf(first.service) ?? Number.POSITIVE_INFINITY;
  return {
    services: [first.service],
    ...facts,
    full: facts.names.size >= all || same.every(({ full }) => full),
    resources: [resourceText(first)],
    conditions: first.conditions.map(conditionText).sort(),
    over: first.over,
    through: [...new Set(same.map(({ held }) => held.through))],
    ...defined({ role: first.held.role }),
  };
}

/** Of many services it counts first whether something can be changed. */
function split(draft: Draft): Draft[] {
  if (draft.full) return [draft];
  const all = [...draft.names];
  return [true, false].flatMap((reading) => {
    const names = new Map(all.filter(([, level]) => reads(level) === reading));
    return names.size === 0 ? [] : [{ ...draft, names, levels: sorted([...names.values()]) }];
  });
}

const reads = (level: AccessLevel) => level === "list" || level === "read";
const isReading = ({ levels }: Draft) => levels.every(reads);
const levelsOf = ({ levels, full }: Draft) => (full ? "full" : levels.join());
const tail = ({ conditions, over, role = "" }: Draft) => [conditions.join("\n"), over, role];

function mergedBy(drafts: readonly Draft[], key: (draft: Draft) => readonly string[]): Draft[] {
  return [...groupBy(drafts, (draft) => key(draft).join("\n")).values()].map((alike) => {
    const [first] = alike as [Draft];
    const union = (select: (draft: Draft) => Iterable<string>) => [
      ...new Set(alike.flatMap((each) => [...select(each)])),
    ];
    return {
      services: union(({ services }) => services),
      levels: sorted(alike.flatMap(({ levels }) => levels)),
      full: alike.every(({ full }) => full),
      types: common([...new Set(alike.map(({ types }) => types))].map((types) => [...types])),
      resources: union(({ resources }) => resources),
      conditions: first.conditions,
      over: first.over,
      names: new Map([...new Set(alike.map(({ names }) => names))].flatMap((names) => [...names])),
      through: union(({ through }) => through),
      ...defined({ role: first.role }),
    };
  });
}

/** What all lists have. */
function common(lists: readonly (readonly string[])[]): Set<string> {
  const [first = [], ...others] = lists;
  return new Set(first.filter((each) => others.every((list) => list.includes(each))));
}

function sorted(levels: readonly AccessLevel[]): AccessLevel[] {
  return accessLevels.filter((level) => levels.includes(level));
}

/** What weighs most first: the level, then how much it is. */
function weight({ levels, actions, services }: AccessPart): number {
  const highest = Math.max(...levels.map((level) => accessLevels.indexOf(level)));
  return highest * 1e6 + (services.length === 0 ? 1e5 : 0) + actions;
}

/** `arn:aws:s3:::acme/* but arn:aws:s3:::acme/secret`; what only a condition takes away is left in. */
function resourceText({ terms, except }: AccessChange): string {
  const but = except.filter(({ conditions }) => conditions.length === 0).map((scope) => termsText(scope));
  const text = termsText({ terms });
  return but.length === 0 ? text : `${text} but ${[...new Set(but)].join(", ")}`;
}

function termsText({ terms }: Pick<Scope, "terms">): string {
  return terms.map((term) => ("pattern" in term ? term.pattern : `all but ${term.not.join(", ")}`)).join(" and ");
}

function conditionText({ operator, key, values }: Condition): string {
  return `${operator} ${key}: ${values.join(", ")}`;
}
