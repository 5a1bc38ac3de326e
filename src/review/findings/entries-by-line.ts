import type { WrittenRoster } from "../../roster/users.written";
import { groupBy } from "../../text/group-by";
import type { Place } from "../model/place";
import type { Rosters } from "../roster-side";

/** An entry of a roster, and the line that it begins with. */
export interface Entry {
  readonly kind: "user" | "group" | "policy";
  readonly key: string;
  readonly place: Place;
}

interface Start {
  readonly place: Place;
  /** @default - another part of the file begins here */
  readonly entry?: Entry;
}

/** What else a file of a roster has: an entry ends where one of these begins. */
const sections = Object.keys({
  ...{ version: true, stack: true, account: true, backend: true, include: true, defaults: true },
  ...{ policies: true, groups: true, users: true, removals: true, approvers: true, guards: true },
} satisfies Record<keyof WrittenRoster, true>);

/** Which entry a line of the roster after the change belongs to. */
export class EntriesByLine {
  private starts: ReadonlyMap<string, readonly Start[]> | undefined;

  public constructor(private readonly rosters: Rosters) {}

  public at({ file, line }: { readonly file: string; readonly line: number }): Entry | undefined {
    this.starts ??= this.read();
    const before = this.starts.get(file)?.findLast(({ place }) => place.line <= line);
    return before?.entry;
  }

  private read(): ReadonlyMap<string, readonly Start[]> {
    const { after } = this.rosters;
    if (after === undefined) return new Map();
    const { users, groups, policies, removals } = after.roster;
    const startOf = (origin: (typeof users)[number]["origin"]): Place => ({ ...after.placeOf(origin), side: "after" });
    const entries = ([kind, list]: readonly [Entry["kind"], typeof users | typeof groups | typeof policies]) =>
      list.map(({ key, origin }): Start => {
        const place = startOf(origin);
        return { place, entry: { kind, key, place } };
      });
    const all = [
      ...(
        [
          ["user", users],
          ["group", groups],
          ["policy", policies],
        ] as const
      ).flatMap(entries),
      ...removals.map(({ origin }): Start => ({ place: startOf(origin) })),
    ];
    const files = new Set([after.roster.file, ...[...users, ...groups, ...policies].map(({ origin }) => origin.file)]);
    const others = [...files].flatMap((file) =>
      sections.map((section): Start => ({ place: startOf({ file, path: [section] }) })),
    );
    // What stands on one line: the entry counts.
    const order = [...others, ...all].sort((one, other) => one.place.line - other.place.line);
    return groupBy(order, ({ place }) => place.file);
  }
}
