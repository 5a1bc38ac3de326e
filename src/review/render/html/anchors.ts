import { groupBy } from "../../../text/group-by";
import type { Html } from "../../../text/html";
import type { Danger } from "../../model/danger";
import type { Person } from "../../model/person";
import type { Place } from "../../model/place";
import type { Review } from "../../model/review";
import { placeOf } from "./words";

/** Dangers of one rule and one weight: they are told together. */
export interface DangerGroup {
  readonly anchor: string;
  readonly id: string;
  readonly severity: Danger["severity"] | "accepted";
  readonly dangers: readonly Danger[];
}

/** Who is where in the page: ids that hold no text from outside. */
export interface Anchors {
  /** `users.yaml:22`, which leads to the line at the commit where CI tells where that is. */
  readonly place: (place: Place | undefined) => Html;
  readonly groups: readonly DangerGroup[];
  readonly card: (person: Person) => string | undefined;
  /** Of the first person of that name. */
  readonly person: (name: string) => string | undefined;
  /** The groups of dangers that are about a person, the worst first. */
  readonly dangersOf: (name: string) => readonly DangerGroup[];
}

export function anchorsOf({ people, dangers, plan }: Review): Anchors {
  const cards = new Map<Person, string>();
  const persons = new Map<string, string>();
  for (const [index, person] of people.entries()) {
    cards.set(person, `p${index}`);
    if (!persons.has(person.name)) persons.set(person.name, `p${index}`);
  }
  const groups = groupsOf(dangers);
  const about = new Map<string, DangerGroup[]>();
  for (const group of groups) {
    const names = new Set(group.dangers.flatMap(({ person }) => person ?? []));
    for (const name of names) about.set(name, [...(about.get(name) ?? []), group]);
  }
  return {
    groups,
    place: (place) => placeOf(place, plan),
    card: (person) => cards.get(person),
    person: (name) => persons.get(name),
    dangersOf: (name) => about.get(name) ?? [],
  };
}

function groupsOf(dangers: readonly Danger[]): DangerGroup[] {
  const groups = groupBy(dangers, (danger) => `${weightOf(danger)} ${danger.id}`);
  return [...groups.values()].flatMap((same, index) => {
    const [first] = same;
    return first === undefined ? [] : [{ anchor: `d${index}`, id: first.id, severity: weightOf(first), dangers: same }];
  });
}

function weightOf({ justified, severity }: Danger): DangerGroup["severity"] {
  return justified === undefined ? severity : "accepted";
}
