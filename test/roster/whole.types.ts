import { RosterUsers, UsersStack } from "../../constructs/index";
import { synthesize } from "../../src/cli/synthesize";
import type { Loaded, PartialRoster, Roster } from "../../src/roster/index";

/** Never called: the compiler refuses each line below an @ts-expect-error, and says so when it no longer does. */
export function refusedByTheCompiler(partial: PartialRoster, roster: Roster): void {
  // @ts-expect-error a roster that lost something to an error
  synthesize([partial], { out: "cdktf.out", project: "." });
  // @ts-expect-error
  new UsersStack(undefined as never, { roster: partial });
  // @ts-expect-error
  new RosterUsers(undefined as never, "users", { roster: partial });
  // @ts-expect-error
  const copied: Roster = { ...partial };
  const fewer: Roster = { ...roster, users: [] };
  void [copied, fewer];
}

export function refusedUntilTheKindIsAsked(loaded: Loaded): unknown {
  // @ts-expect-error
  const roster: Roster = loaded.roster;
  return loaded.kind === "damaged"
    ? // @ts-expect-error a damaged one has its partial alone
      loaded.roster
    : roster;
}
