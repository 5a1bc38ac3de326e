import { flagGuards } from "./flags";
import { at, type Guard } from "./guard";

export const justificationUnused: Guard = {
  id: "justification-unused",
  severity: "warning",
  summary: "A flag that nothing needs, and a removal whose user is still there, are warnings.",
  why: "It would silently accept the next risk that fits it.",
  fix: "Remove it.",
  judgesAbsence: true,
  check: (context) => {
    const { roster } = context;
    const needed = flagGuards.flatMap(({ flag, needs, mayNeed }) =>
      needs === undefined ? [] : [{ flag, needsOf: needs(context), mayNeed: mayNeed?.(context) ?? (() => false) }],
    );
    const flags = roster.users
      // A suspended user needs little, and gets it all back when it returns.
      .filter(({ suspended }) => suspended === undefined)
      .flatMap((user) =>
        needed
          .filter(
            ({ flag, needsOf, mayNeed }) =>
              user.flags[flag] !== undefined && needsOf(user).length === 0 && !mayNeed(user),
          )
          .map(({ flag }) => ({
            message: `nothing of ${user.key} needs ${flag}`,
            on: "key" as const,
            ...at(user.origin, flag),
          })),
      );
    const users = new Set(roster.users.map(({ key }) => key));
    const removals = roster.removals
      .filter(({ key }) => users.has(key))
      .map(({ key, origin }) => ({
        message: `${key} is still a user of this roster`,
        fix: `Remove users.${key}, or removals.${key}.`,
        on: "key" as const,
        ...at(origin),
      }));
    return [...flags, ...removals];
  },
};
