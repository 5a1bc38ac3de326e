import type { AccountFinding, Concern, DangerRule } from "../danger";
import type { Person } from "../model/person";

export const accountSays: DangerRule = {
  id: "account-says",
  severity: "error",
  summary: "The preflight of the account found a problem with the plan.",
  why: "A key that only a leaver can use, a job that still runs with its credentials, a name that exists already: no plan shows them.",
  fix: "Do what the finding says, ask again with roster preflight, and review again.",
  opener: "operator",
  check: ({ people, account }) =>
    account
      .map((finding) => ({ finding, person: people.find(({ name }) => name === finding.user) }))
      .filter(({ finding, person }) => !(finding.id === "leftover" && isBlocked(person)))
      .map(({ finding, person }) => concernOf(finding, person)),
};

/** leftovers-block speaks of these, all leftovers of one person together. */
function isBlocked(person: Person | undefined): boolean {
  return person?.change === "leaves" && !person.forgotten && person.forceDestroy.before !== true;
}

function concernOf({ id, severity, message, fix }: AccountFinding, person: Person | undefined): Concern {
  return { message: `${message} [${id}]`, severity, fix, person };
}
