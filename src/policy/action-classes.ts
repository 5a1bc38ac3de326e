import { groupBy } from "../text/group-by";
import type { Access, Coverage, Grant } from "./access";
import { type ActionFacts, serviceOf } from "./actions";
import { coversAction } from "./statements";

/** Actions that the same statements are about. */
export interface ActionClass {
  readonly service: string;
  readonly actions: readonly ActionFacts[];
  /** One of those that say the same. */
  readonly grants: ReadonlySet<Grant["statement"]>;
}

/** Classes of the actions that some statement speaks of that is on one side alone. */
export function classesOf(before: Access, after: Access, coverage: Coverage, service?: string): ActionClass[] {
  const entry = (grant: Grant) => [coverage.same(grant), grant] as const;
  const sides = [before, after].map((access) => {
    const limits = access.limits ?? [];
    return {
      access,
      all: new Map([...access.allows, ...access.denies].map(entry)),
      limits: new Map(limits.map(entry)),
    };
  });
  const [one, other] = sides;
  if (one === undefined || other === undefined) return [];
  const limitsDiffer = (before.limits === undefined) !== (after.limits === undefined);
  const differing = new Map<Grant["statement"], Grant>([
    ...only(one.all, other.all),
    ...only(other.all, one.all),
    ...only(one.limits, other.limits),
    ...only(other.limits, one.limits),
    ...(limitsDiffer ? [...one.all, ...other.all] : []),
  ]);
  if (differing.size === 0) return [];
  const { actions } = coverage;
  const [from, to] = service === undefined ? [0, actions.all.length] : actions.range(service);
  /** In the order in which statements speak of them, each with what is alike: at first all of a service. */
  const draftOf = new Map<number, Draft>();
  const services = new Map<string, Draft>();
  for (const statement of differing.keys()) {
    for (const index of coverage.of(statement)) {
      if (index < from || index >= to || draftOf.has(index)) continue;
      const own = actions.serviceAt(index);
      const draft = services.get(own) ?? { service: own, places: [] };
      services.set(own, draft);
      draftOf.set(index, draft);
    }
  }
  const all = [...new Map([...one.all, ...other.all, ...one.limits, ...other.limits]).keys()];
  const alike = [...groupBy(all, (statement) => coverage.of(statement))];
  alike.forEach(([covered], place) => {
    const parted = new Map<Draft, Draft>();
    const part = (index: number, whole: Draft) => {
      const part = parted.get(whole) ?? { service: whole.service, places: [...whole.places, place] };
      parted.set(whole, part);
      draftOf.set(index, part);
    };
    if (covered.length < draftOf.size) {
      for (const index of covered) {
        const draft = draftOf.get(index);
        if (draft !== undefined) part(index, draft);
      }
    } else {
      const set = coverage.setOf(covered);
      for (const [index, draft] of draftOf) if (set.has(index)) part(index, draft);
    }
  });
  const listed = groupBy(draftOf.keys(), (index) => draftOf.get(index));
  const classes = new Map<string, ActionClass & { readonly actions: ActionFacts[] }>();
  const add = ({ service, places }: Draft, some: readonly ActionFacts[]) => {
    const key = [service, ...places].join(" ");
    const known = classes.get(key);
    if (known !== undefined) known.actions.push(...some);
    else
      classes.set(key, { service, actions: [...some], grants: new Set(places.flatMap((at) => alike[at]?.[1] ?? [])) });
  };
  for (const [draft, indexes] of listed)
    if (draft !== undefined)
      add(
        draft,
        indexes.flatMap((index) => actions.all[index] ?? []),
      );
  for (const pattern of service !== undefined ? [] : strangers(differing.keys(), coverage)) {
    const places = alike.flatMap(([, [first]], at) =>
      first !== undefined && coversAction(first, pattern) ? [at] : [],
    );
    add({ service: serviceOf(pattern), places }, [{ name: pattern, level: "write", types: [] }]);
  }
  return [...classes.values()];
}

/** Actions of a service that are alike as far as was looked: places among the statements that are about them. */
interface Draft {
  readonly service: string;
  readonly places: readonly number[];
}

function only(some: ReadonlyMap<Grant["statement"], Grant>, others: ReadonlyMap<Grant["statement"], Grant>) {
  return [...some].filter(([statement]) => !others.has(statement));
}

/** Patterns that no known action fits: services that are younger than the list of actions. */
function strangers(statements: Iterable<Grant["statement"]>, { actions }: Coverage): Set<string> {
  const found = new Set<string>();
  for (const { actions: listed = [] } of statements)
    for (const pattern of listed) if (actions.matching(pattern).length === 0) found.add(pattern);
  return found;
}
