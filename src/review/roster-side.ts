import type { Group, Origin, PartialRoster, Policy, Removal, User } from "../roster/roster";
import type { Place } from "./model/place";

/** A roster with the places of its entries. */
export interface RosterSide {
  readonly roster: PartialRoster;
  /** Line and column of an entry, both from 1. */
  readonly placeOf: (origin: Origin) => { readonly file: string; readonly line: number; readonly column: number };
}

/** The rosters before and after the change, by key. */
export class Rosters {
  private readonly users: Readonly<Record<Which, ReadonlyMap<string, User>>>;
  private readonly groups: Readonly<Record<Which, ReadonlyMap<string, Group>>>;
  private readonly policies: Readonly<Record<Which, ReadonlyMap<string, Policy>>>;
  private readonly removals: ReadonlyMap<string, Removal>;

  public constructor(
    public readonly before: RosterSide | undefined,
    public readonly after: RosterSide | undefined,
  ) {
    this.users = { before: byKey(before?.roster.users), after: byKey(after?.roster.users) };
    this.groups = { before: byKey(before?.roster.groups), after: byKey(after?.roster.groups) };
    this.policies = { before: byKey(before?.roster.policies), after: byKey(after?.roster.policies) };
    this.removals = byKey(after?.roster.removals);
  }

  /** Whether it can be told what users.yaml asked for. */
  public get compared(): boolean {
    return this.before !== undefined && this.after !== undefined;
  }

  public user(which: Which, key: string): User | undefined {
    return this.users[which].get(key);
  }

  public group(which: Which, key: string): Group | undefined {
    return this.groups[which].get(key);
  }

  public policy(which: Which, key: string): Policy | undefined {
    return this.policies[which].get(key);
  }

  public removal(key: string): Removal | undefined {
    return this.removals.get(key);
  }

  /** A place of the file itself, such as its guards: in the file after the change, else in the one before it. */
  public placeAt(...path: readonly string[]): Place | undefined {
    const side = this.after ?? this.before;
    if (side === undefined) return undefined;
    const place = side.placeOf({ file: side.roster.file, path });
    return { ...place, side: side === this.after ? "after" : "before" };
  }

  /** Where a user stands: in the file after the change, else in the one before it. */
  public placeOfUser(key: string): Place | undefined {
    return this.place(this.users, key);
  }

  public placeOfGroup(key: string): Place | undefined {
    return this.place(this.groups, key);
  }

  public placeOfPolicy(key: string): Place | undefined {
    return this.place(this.policies, key);
  }

  public placeOfRemoval(key: string): Place | undefined {
    const origin = this.removals.get(key)?.origin;
    return origin === undefined || this.after === undefined
      ? undefined
      : { ...this.after.placeOf(origin), side: "after" };
  }

  /** Below a user's entry: the flag, say. */
  public placeBelowUser(key: string, ...below: Origin["path"]): Place | undefined {
    return this.placeBelow(this.users.after.get(key), below) ?? this.placeOfUser(key);
  }

  /** Below a policy's entry: a statement of its document, say. */
  public placeBelowPolicy(key: string, ...below: Origin["path"]): Place | undefined {
    return this.placeBelow(this.policies.after.get(key), below) ?? this.placeOfPolicy(key);
  }

  private placeBelow(entry: { readonly origin: Origin } | undefined, below: Origin["path"]): Place | undefined {
    if (entry === undefined || this.after === undefined) return undefined;
    return { ...this.after.placeOf({ ...entry.origin, path: [...entry.origin.path, ...below] }), side: "after" };
  }

  private place(
    entries: Readonly<Record<Which, ReadonlyMap<string, { origin: Origin }>>>,
    key: string,
  ): Place | undefined {
    for (const side of ["after", "before"] as const) {
      const origin = entries[side].get(key)?.origin;
      const roster = side === "after" ? this.after : this.before;
      if (origin !== undefined && roster !== undefined) return { ...roster.placeOf(origin), side };
    }
    return undefined;
  }
}

type Which = "before" | "after";

function byKey<Entry extends { readonly key: string }>(
  entries: readonly Entry[] | undefined,
): ReadonlyMap<string, Entry> {
  return new Map((entries ?? []).map((entry) => [entry.key, entry]));
}
