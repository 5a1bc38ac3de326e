import type { Actions } from "./actions";
import type { Statement } from "./document";
import { covers } from "./patterns";
import type { Held, Principal } from "./principal";

/** A statement of a policy that somebody has. */
export interface Grant {
  readonly statement: Statement;
  readonly version: string | undefined;
  readonly held: Held;
}

/** What somebody can do: what the policies allow, less what they deny, within the boundary. */
export interface Access {
  readonly who: Principal;
  readonly allows: readonly Grant[];
  /** Of the boundary too. */
  readonly denies: readonly Grant[];
  /** What the boundary allows. @default - everything */
  readonly limits: readonly Grant[] | undefined;
  /** Policies whose documents are not known. */
  readonly unknown: readonly Held[];
}

export function accessOf(who: Principal): Access {
  const grants = who.held.flatMap(grantsOf);
  const limits = who.boundary?.policy === undefined ? undefined : grantsOf(who.boundary);
  const is = (effect: Statement["effect"]) => (grant: Grant) => grant.statement.effect === effect;
  return {
    who,
    allows: grants.filter(is("Allow")),
    denies: [...grants, ...(limits ?? [])].filter(is("Deny")),
    limits: limits?.filter(is("Allow")),
    unknown: [...who.held, ...(who.boundary === undefined ? [] : [who.boundary])].filter(
      ({ policy }) => policy === undefined,
    ),
  };
}

function grantsOf(held: Held): Grant[] {
  const { policy } = held;
  return policy === undefined
    ? []
    : policy.statements.map((statement) => ({ statement, version: policy.version, held }));
}

/** Nothing, for somebody who is not there. */
export function noAccess(who: Principal): Access {
  return { who, allows: [], denies: [], limits: undefined, unknown: [] };
}

/** Positions of the actions that a statement is about: the same list for all that name the same actions. */
export class Coverage {
  private readonly known = new WeakMap<Statement, readonly number[]>();

  /** By the actions as they are written: few lists stand in many policies. */
  private readonly lists = new Map<string, readonly number[]>();
  private readonly sets = new WeakMap<readonly number[], ReadonlySet<number>>();
  /** Services of which a statement names all actions, and patterns that may be about all of several. */
  private readonly full = new WeakMap<Statement, { services: ReadonlySet<string>; wild: readonly string[] }>();
  private readonly first = new WeakMap<Statement, Statement>();
  private readonly written = new Map<string, Statement>();

  public constructor(public readonly actions: Actions) {}

  public of(statement: Statement): readonly number[] {
    const known = this.known.get(statement);
    if (known !== undefined) return known;
    const { actions, notActions } = statement;
    const text = JSON.stringify([actions, notActions]);
    const found = this.lists.get(text) ?? this.find(statement);
    this.lists.set(text, found);
    this.known.set(statement, found);
    return found;
  }

  /** Of the statements that say the same, in whatever policy, always the same one: what stays need not be compared. */
  public same({ statement, version }: Grant): Statement {
    const known = this.first.get(statement);
    if (known !== undefined) return known;
    const { place: _place, sid: _sid, ...says } = statement;
    const text = JSON.stringify([version, says]);
    const found = this.written.get(text) ?? statement;
    this.written.set(text, found);
    this.first.set(statement, found);
    return found;
  }

  /** Whether a statement is about all actions of a service, those too that AWS has not yet. */
  public isFull(statement: Statement, service: string): boolean {
    let known = this.full.get(statement);
    if (known === undefined) {
      const wide = (statement.actions ?? [])
        .filter((pattern) => pattern.endsWith("*"))
        .map((text) => text.toLowerCase());
      const services = wide.flatMap((pattern) => /^([^:*?]*):\*+$/.exec(pattern)?.[1] ?? []);
      known = { services: new Set(services), wild: wide.filter((pattern) => /^[^:]*[*?]/.test(pattern)) };
      this.full.set(statement, known);
    }
    return known.services.has(service) || known.wild.some((pattern) => covers(pattern, `${service}:*`));
  }

  /** The same as a set. */
  public setOf(list: readonly number[]): ReadonlySet<number> {
    const known = this.sets.get(list) ?? new Set(list);
    this.sets.set(list, known);
    return known;
  }

  private find({ actions, notActions }: Statement): readonly number[] {
    const listed = (patterns: readonly string[]) =>
      patterns.length === 1 ? this.actions.matching(patterns[0] ?? "") : this.union(patterns);
    if (notActions === undefined) return listed(actions ?? []);
    const but = new Set(listed(notActions));
    return listed(actions ?? ["*"]).filter((index) => !but.has(index));
  }

  private union(patterns: readonly string[]): readonly number[] {
    const all = new Set<number>();
    for (const pattern of patterns) for (const index of this.actions.matching(pattern)) all.add(index);
    return [...all];
  }
}
