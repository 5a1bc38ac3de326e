import { count } from "../../text/count";
import type { CredentialChange } from "../model/credential";
import { resourceActions } from "../model/other";
import type { PersonChange } from "../model/person";
import type { Review } from "../model/review";

/** The plan in a few lines of numbers, without any text from outside. */
export function glance({ plan, summary }: Review): string[] {
  const made = plan.timestamp === undefined ? "" : `, planned ${plan.timestamp}`;
  const people = peopleWords.flatMap(([change, words]) =>
    summary.people[change] === 0
      ? []
      : [`${count(summary.people[change], "person", "people")} ${summary.people[change] === 1 ? words[0] : words[1]}`],
  );
  const credentials = credentialWords.flatMap(([change, words]) =>
    summary.credentials[change] === 0 ? [] : [`${summary.credentials[change]} ${words}`],
  );
  const resources = resourceActions.flatMap((action) =>
    summary.resources[action] === 0 ? [] : [`${summary.resources[action]} ${action}`],
  );
  return [
    people.length === 0 ? "Nobody joins, leaves or changes." : `${people.join(", ")}.`,
    ...(credentials.length === 0 ? [] : [`Credentials: ${credentials.join(", ")}.`]),
    `${plan.engine}${plan.version === undefined ? "" : ` ${plan.version}`}${made}; resources: ${resources.length === 0 ? "no change" : resources.join(", ")}.`,
  ];
}

const peopleWords: readonly (readonly [PersonChange, readonly [string, string]])[] = [
  ["leaves", ["leaves", "leave"]],
  ["replaced", ["is replaced", "are replaced"]],
  ["renamed", ["is renamed", "are renamed"]],
  ["is suspended", ["is suspended", "are suspended"]],
  ["joins", ["joins", "join"]],
  ["returns", ["returns", "return"]],
  ["changes", ["changes", "change"]],
  ["imported", ["is imported", "are imported"]],
  ["unchanged", ["stays as is", "stay as they are"]],
];

const credentialWords: readonly (readonly [CredentialChange, string])[] = [
  ["deleted", "deleted"],
  ["replaced", "replaced"],
  ["created", "created"],
  ["made inactive", "made inactive"],
  ["made active", "made active again"],
  ["changed", "changed"],
  ["imported", "imported"],
  ["forgotten", "no longer managed and still usable"],
];
