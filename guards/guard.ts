import type { Finding } from "../roster/diagnostics";
import type { FlagName, Origin, Roster, User } from "../roster/roster";
import type { Path } from "../roster/yaml-tree";

/** One rule over a roster. It returns findings and never throws, prints, or looks at a clock. */
export interface Guard {
  /** File name, test name and heading in docs/guards.md. */
  readonly id: string;
  readonly summary: string;
  readonly why: string;
  readonly fix: string;
  /** @param today ISO date */
  readonly check: (roster: Roster, today: string) => Finding[];
}

/** A guard that asks for a flag, and knows when the flag is needed. */
export interface FlagGuard extends Guard {
  readonly flag: FlagName;
  /** Looks at the roster once, then says what of a user needs the flag, whether it has it or not. */
  readonly needs: (roster: Roster, today: string) => (user: User) => Need[];
}

export interface Need {
  readonly message: string;
  /** Below the user's entry. */
  readonly path: Path;
  /** @default - that of the guard */
  readonly fix?: string;
}

/** Makes the place of a finding out of the place of an entry. */
export function at(origin: Origin, ...below: Path): Pick<Finding, "file" | "path"> {
  return { file: origin.file, path: [...origin.path, ...below] };
}

/** A guard that reports each need of a user who does not have the flag. */
export function flagGuard(guard: Omit<FlagGuard, "check">): FlagGuard {
  const { id, flag, fix, needs } = guard;
  return {
    ...guard,
    check: (roster, today) => {
      const needsOf = needs(roster, today);
      return roster.users
        .filter((user) => user.flags[flag] === undefined)
        .flatMap((user) =>
          needsOf(user).map((need) => ({
            id,
            message: need.message,
            fix: need.fix ?? fix,
            ...at(user.origin, ...need.path),
          })),
        );
    },
  };
}

/** How a flag is written, for the `fix` of a message. */
export function writeFlag(flag: FlagName): string {
  return `${flag}: { justification: ..., approvedBy: ..., ticket: ..., expires: ... }`;
}
