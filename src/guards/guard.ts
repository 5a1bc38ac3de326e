import type { RosterPlace, Severity } from "../roster/diagnostics";
import type { Origin, PartialRoster, User } from "../roster/roster";
import type { Path } from "../roster/yaml-tree";
import { justificationRule } from "../rules/justification-rule";
import type { Report, Rule } from "../rules/rule";
import type { FlagName } from "../terms/flags";

export interface GuardContext {
  readonly roster: PartialRoster;
  /** ISO date */
  readonly today: string;
}

export type GuardReport = Report<RosterPlace, Severity>;

/** One rule over a roster. */
export interface Guard extends Rule<GuardContext, RosterPlace, Severity> {
  /**
   * It speaks of what an entry seems to lack. Where something of the entry was refused, it is not asked: what seems to
   * be missing may be what was misspelt. @default false
   */
  readonly judgesAbsence?: true;
}

/** The guard that demands the justification of a flag, and knows when the flag is needed. */
export interface FlagGuard<Flag extends FlagName = FlagName> extends Guard {
  readonly flag: Flag;
  /**
   * Looks at the roster once, then says what of a user needs the flag, whether it has it or not.
   * @default - what needs the flag lies outside the roster, and the schema alone demands the justification
   */
  readonly needs?: (context: GuardContext) => (user: User) => Need[];
  /** Whether a user who is not known to need the flag may need it all the same. @default - nobody */
  readonly mayNeed?: (context: GuardContext) => (user: User) => boolean;
}

export interface Need {
  readonly message: string;
  /** Below the user's entry. */
  readonly path: Path;
  /** @default - that of the guard */
  readonly fix?: string;
}

/** Makes the place of a report out of the place of an entry. */
export function at(origin: Origin, ...below: Path): RosterPlace {
  return { file: origin.file, path: [...origin.path, ...below] };
}

/** A guard that reports each need of a user who does not have the flag. */
export function flagGuard<const Flag extends FlagName>(
  guard: Pick<FlagGuard<Flag>, "flag" | "summary" | "why" | "fix" | "needs" | "mayNeed">,
): FlagGuard<Flag> {
  const { flag, needs } = guard;
  return {
    ...guard,
    id: justificationRule(flag),
    severity: "error",
    judgesAbsence: true,
    check: (context) => {
      const needsOf = needs?.(context);
      if (needsOf === undefined) return [];
      return context.roster.users
        .filter((user) => user.flags[flag] === undefined)
        .flatMap((user) => needsOf(user).map(({ path, ...need }) => ({ ...need, ...at(user.origin, ...path) })));
    },
  };
}
