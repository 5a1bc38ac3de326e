import { administratorAccessJustified } from "./administrator-access-justified";
import { consoleWithoutMfaJustified } from "./console-without-mfa-justified";
import { directPoliciesJustified } from "./direct-policies-justified";
import { at, type FlagGuard, type Guard } from "./guard";
import { longLivedKeysJustified } from "./long-lived-keys-justified";
import { plaintextSecretsJustified } from "./plaintext-secrets-justified";

const id = "justification-unused";

/** All but forceDestroy, whose need lies outside the roster. */
const flagGuards: readonly FlagGuard[] = [
  plaintextSecretsJustified,
  consoleWithoutMfaJustified,
  administratorAccessJustified,
  directPoliciesJustified,
  longLivedKeysJustified,
];

export const justificationUnused: Guard = {
  id,
  summary: "A flag that nothing needs, and a removal whose user is still there, are warnings.",
  why: "It would silently accept the next risk that fits it.",
  fix: "Remove it.",
  check: (roster, today) => {
    const needed = flagGuards.map(({ flag, needs }) => ({ flag, needsOf: needs(roster, today) }));
    const flags = roster.users
      // A suspended user needs little, and gets it all back when it returns.
      .filter(({ suspended }) => suspended === undefined)
      .flatMap((user) =>
        needed
          .filter(({ flag, needsOf }) => user.flags[flag] !== undefined && needsOf(user).length === 0)
          .map(({ flag }) => ({
            id,
            message: `nothing of ${user.key} needs ${flag}`,
            fix: "Remove it.",
            on: "key" as const,
            ...at(user.origin, flag),
          })),
      );
    const users = new Set(roster.users.map(({ key }) => key));
    const removals = roster.removals
      .filter(({ key }) => users.has(key))
      .map(({ key, origin }) => ({
        id,
        message: `${key} is still a user of this roster`,
        fix: `Remove users.${key}, or removals.${key}.`,
        on: "key" as const,
        ...at(origin),
      }));
    return [...flags, ...removals];
  },
};
