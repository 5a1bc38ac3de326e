import { groupBy } from "../text/group-by";
import type { Access, Coverage, Grant } from "./access";
import { type ActionFacts, serviceOf } from "./actions";
import type { Context } from "./context";
import { contextOfPrincipal, type Held } from "./principal";
import { meeting, resourcesCover, type Scope, scopeCovers, scopesMeet, scopesOf, someCovers } from "./scope";
import { coversAction } from "./statements";

/** Actions of one service that somebody can newly do, or no longer, on what and when. */
export interface AccessChange extends Scope {
  readonly service: string;
  readonly actions: readonly ActionFacts[];
  /** What allows it allows all actions of the service. */
  readonly full: boolean;
  /** What a Deny takes away again. */
  readonly except: readonly Scope[];
  /** What allows it. */
  readonly held: Held;
  /** Of what was there on the other side: `condition` where it was allowed, but for a condition; `deny` where a Deny was in the way. */
  readonly over: "nothing" | "condition" | "deny" | "boundary";
}

export interface AccessChanges {
  readonly gained: readonly AccessChange[];
  readonly lost: readonly AccessChange[];
  /** Policies that are new and whose documents are not known. */
  readonly unknown: readonly Held[];
}

const none: AccessChanges = { gained: [], lost: [], unknown: [] };

/**
 * What somebody can do after a change and could not before, and the other way round. Statements are compared by what they
 * allow: the same policy on another way, or written in another way, changes nothing. Where a comparison cannot be decided,
 * what is after counts as new.
 * @param service asked about this one alone. @default - all
 */
export function compare(before: Access, after: Access, coverage: Coverage, service?: string): AccessChanges {
  return compareIn(classesOf(before, after, coverage, service), before, after, coverage);
}

/** The same, where it is known already which actions it is about: that does not depend on who has the policies. */
export function compareIn(
  classes: readonly ActionClass[],
  before: Access,
  after: Access,
  coverage: Coverage,
): AccessChanges {
  const was = new Set(before.unknown.map(({ id }) => id));
  const unknown = after.unknown.filter(({ id }) => !was.has(id));
  if (classes.length === 0) return unknown.length === 0 ? none : { ...none, unknown };
  const [one, other] = [new Side(before, coverage), new Side(after, coverage)];
  return {
    gained: classes.flatMap((each) => beyond(each, one, other)),
    lost: classes.flatMap((each) => beyond(each, other, one)),
    unknown,
  };
}

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

/** A scope of a statement, with the grant that it is of. */
interface Allowed extends Scope {
  readonly grant: Grant;
  /** What of the boundary allows it. @default - the person has no boundary */
  readonly limit?: Grant;
}

/** One side, its scopes worked out once, and only where they are asked for. */
class Side {
  private readonly context: Context;
  private readonly allows: ReadonlyMap<Grant["statement"], Grant[]>;
  private readonly denies: ReadonlyMap<Grant["statement"], Grant[]>;
  private readonly limits: ReadonlyMap<Grant["statement"], Grant[]> | undefined;
  private readonly scopes = new Map<Grant, Allowed[]>();

  public constructor(
    access: Access,
    private readonly coverage: Coverage,
  ) {
    const byStatement = (grants: readonly Grant[]) => groupBy(grants, (grant) => coverage.same(grant));
    this.context = contextOfPrincipal(access.who);
    this.allows = byStatement(access.allows);
    this.denies = byStatement(access.denies);
    this.limits = access.limits && byStatement(access.limits);
  }

  /** What is allowed of a class, before what is denied; and whether it would be more without the boundary. */
  public allowed(each: ActionClass): { readonly within: Allowed[]; readonly own: Allowed[] } {
    const own = this.of(this.allows, each);
    if (this.limits === undefined) return { within: own, own };
    const limits = this.of(this.limits, each);
    const within = own.flatMap((scope) =>
      limits.flatMap((limit) => {
        const both = meeting(scope, limit);
        return both === undefined ? [] : [{ ...both, grant: scope.grant, limit: limit.grant }];
      }),
    );
    return { within, own };
  }

  /** Whether all actions of a service are allowed with it. */
  public isFull({ grant, limit }: Allowed, service: string): boolean {
    return [grant, ...(limit === undefined ? [] : [limit])].every(({ statement }) =>
      this.coverage.isFull(statement, service),
    );
  }

  public denied(each: ActionClass): Allowed[] {
    return this.of(this.denies, each);
  }

  private of(some: ReadonlyMap<Grant["statement"], Grant[]>, { grants, service }: ActionClass): Allowed[] {
    const arns = this.coverage.actions.service(service)?.arns ?? [];
    const found: Allowed[] = [];
    for (const statement of grants)
      for (const grant of some.get(statement) ?? [])
        for (const scope of this.scopesOf(grant)) if (concerns(scope, arns)) found.push(scope);
    return found;
  }

  private scopesOf(grant: Grant): readonly Allowed[] {
    let known = this.scopes.get(grant);
    if (known === undefined) {
      known = scopesOf(grant.statement, grant.version, this.context).map((scope) => ({ ...scope, grant }));
      this.scopes.set(grant, known);
    }
    return known;
  }
}

/** Whether a scope can be about a service: one statement often lists actions and resources of several. */
function concerns({ terms }: Scope, arns: readonly string[]): boolean {
  return terms.every((term) => {
    if (!("pattern" in term)) return true;
    const [, service] = /^arn:[^:]*:([a-z0-9-]+):/.exec(term.pattern) ?? [];
    return service === undefined || arns.length === 0 || arns.includes(service);
  });
}

/** What one side allows of a class beyond the other. */
function beyond(each: ActionClass, other: Side, side: Side): AccessChange[] {
  const { service, actions } = each;
  const { within: mine } = side.allowed(each);
  if (mine.length === 0) return [];
  const [theirs, myDenies, theirDenies] = [other.allowed(each), side.denied(each), other.denied(each)];
  const changes: AccessChange[] = [];
  const add = (scope: Scope, allowed: Allowed, over: AccessChange["over"]) =>
    changes.push({
      ...{ service, actions, full: side.isFull(allowed, service), held: allowed.grant.held, over },
      ...{ terms: scope.terms, conditions: scope.conditions },
      except: myDenies.filter((deny) => scopesMeet(deny, scope)),
    });
  for (const scope of mine) {
    if (myDenies.some((deny) => scopeCovers(deny, scope))) continue;
    if (changes.some((change) => scopeCovers(change, scope))) continue;
    if (!someCovers(theirs.within, scope)) {
      const bare = { ...scope, conditions: [] };
      const over = theirs.own.some((allowed) => scopeCovers(allowed, scope))
        ? "boundary"
        : theirs.within.some((allowed) => resourcesCover(allowed, bare))
          ? "condition"
          : "nothing";
      add(scope, scope, over);
      continue;
    }
    for (const deny of theirDenies) {
      if (!scopesMeet(deny, scope)) continue;
      const part = meeting(scope, { ...deny, conditions: [] }) ?? scope;
      if (
        myDenies.some((mine) => scopeCovers(mine, deny) || scopeCovers(mine, { ...part, conditions: deny.conditions }))
      )
        continue;
      add({ terms: part.terms, conditions: [...scope.conditions, ...deny.conditions] }, scope, "deny");
    }
  }
  return changes;
}
