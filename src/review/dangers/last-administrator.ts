import { listed } from "../../text/count";
import { groupBy } from "../../text/group-by";
import type { Concern, DangerRule } from "../danger";
import type { Person } from "../model/person";

export const lastAdministrator: DangerRule = {
  id: "last-administrator",
  severity: "error",
  summary: "After the plan nobody of this stack is allowed everything any more.",
  why: "If no role can do it either, only the root user can repair the account.",
  fix: "Give administratorAccess to somebody else first, or keep one who has it.",
  opener: "roster",
  check: ({ people, realmOf }) =>
    // In each account that the plan is about.
    [...groupBy(people, realmOf).values()].flatMap(lastOf),
};

function lastOf(people: readonly Person[]): Concern[] {
  const may = (person: Person, side: "before" | "after") =>
    person.access?.power[side].some(({ id }) => id === "full-access") ?? false;
  const before = people.filter((person) => may(person, "before"));
  if (before.length === 0) return [];
  const stays = people.some((person) => person.change !== "leaves" && may(person, "after"));
  if (stays) return [];
  const [only] = before;
  return [
    {
      message: `nobody is left who may do anything; previously it was ${listed(before.map(({ name }) => name))}`,
      person: only,
    },
  ];
}
