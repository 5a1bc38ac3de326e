import type { Finding } from "../roster/diagnostics";
import type { Justification, Roster } from "../roster/roster";
import { at } from "./guard";

/** A justification in the roster, with the place where it is written. */
export interface Written {
  /** What it is for: a flag or a removal, with its user. */
  readonly what: string;
  readonly justification: Justification;
  readonly owner?: string;
  readonly place: Pick<Finding, "file" | "path">;
}

/** Every justification of a roster: of flags and of removals. */
export function justifications(roster: Roster): Written[] {
  const flags = roster.users.flatMap((user) =>
    Object.entries(user.flags).map(([flag, justification]) => ({
      what: `${flag} of ${user.key}`,
      justification,
      owner: user.owner,
      place: at(user.origin, flag),
    })),
  );
  const removals = roster.removals.map((removal) => ({
    what: `removal of ${removal.key}`,
    justification: removal,
    place: at(removal.origin),
  }));
  return [...flags, ...removals];
}

/** The place of one of its four fields. */
export function field({ place }: Written, name: keyof Justification): Pick<Finding, "file" | "path"> {
  return { file: place.file, path: [...place.path, name] };
}
