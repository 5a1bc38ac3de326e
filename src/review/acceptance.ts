import { flawsOf } from "../rules/soundness";
import type { FlagName } from "../terms/flags";
import { defined } from "../text/defined";
import { concernedBy } from "./concerned";
import type { Context } from "./danger";
import { flagOf } from "./flags";
import type { Accepted, AcceptedRisk } from "./model/accepted";
import type { Flag, Person } from "./model/person";
import type { Rosters } from "./roster-side";

/**
 * The justification of a person's flag that counts today: from users.yaml, else what the tag of the plan tells.
 * A user that the roster knows without the flag has none, whatever a tag says.
 */
export function acceptedFlag(person: Person, flag: FlagName, context: Context): Accepted | undefined {
  const accepted = flagAcceptance(person, flag, context.rosters);
  return accepted !== undefined && counts(accepted, person, context) ? accepted : undefined;
}

export function flagAcceptance(person: Person, flag: FlagName, rosters: Rosters): Accepted | undefined {
  const entry = rosters.user("after", person.key);
  const written = entry?.flags[flag];
  if (written !== undefined) return accepted(written);
  if (entry !== undefined) return undefined;
  const tag = flagOf(person.flags, flag);
  return tag?.ticket === undefined ? undefined : { ticket: tag.ticket, ...defined({ expires: tag.expires }) };
}

/** The justification that `removals:` has for a leaver, if it counts today. */
export function acceptedRemoval(person: Person, context: Context): Accepted | undefined {
  const removal = context.rosters.removal(person.key);
  return removal !== undefined && counts(removal, person, context) ? accepted(removal) : undefined;
}

/** Neither one that has expired nor one that `validate` would refuse. */
function counts(accepted: Accepted, person: Person, context: Context): boolean {
  if (accepted.expires === undefined || accepted.expires < context.today) return false;
  return flawsOf(accepted, concernedBy(person, context), context.today).length === 0;
}

/** Everything that is accepted for people who stay, and for those who leave with a word about it. */
export function acceptedRisks(people: readonly Person[], rosters: Rosters): AcceptedRisk[] {
  return people.flatMap((person): AcceptedRisk[] => {
    if (person.change === "leaves") {
      const removal = rosters.removal(person.key);
      if (removal === undefined) return [];
      const place = rosters.placeOfRemoval(person.key);
      return [{ person: person.name, flag: "removal", ...accepted(removal), ...defined({ place }), since: "new" }];
    }
    return person.flags.flatMap((flag) => {
      const { name } = flag;
      const acceptance = flagAcceptance(person, name, rosters);
      if (acceptance === undefined) return [];
      const place = rosters.placeBelowUser(person.key, name);
      return [
        {
          person: person.name,
          flag: name,
          ...acceptance,
          ...defined({ place }),
          since: sinceOf(person, flag, rosters),
        },
      ];
    });
  });
}

/** From the rosters, else from what the tags tell. */
function sinceOf({ key }: Person, { name, change }: Flag, rosters: Rosters): AcceptedRisk["since"] {
  const is = rosters.user("after", key)?.flags[name];
  if (rosters.before === undefined || is === undefined) return change === "added" ? "new" : "before";
  const was = rosters.user("before", key)?.flags[name];
  if (was === undefined) return "new";
  return JSON.stringify(accepted(was)) === JSON.stringify(accepted(is)) ? "before" : "changed";
}

function accepted({ justification, approvedBy, ticket, expires }: Required<Accepted>): Accepted {
  return { justification, approvedBy, ticket, expires };
}
