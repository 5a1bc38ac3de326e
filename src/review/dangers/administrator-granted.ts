import { acceptedFlag } from "../acceptance";
import type { Concern, DangerRule } from "../danger";

export const administratorGranted: DangerRule = {
  id: "administrator-granted",
  severity: "error",
  summary: "Somebody is newly allowed everything: AdministratorAccess, or *:* on *.",
  why: "Whoever may do anything can undo every other rule, this one included.",
  fix: "Remove the policy, or add administratorAccess with its justification to the user's entry.",
  opener: "justification",
  check: (context) => {
    const people = context.people.flatMap((person): Concern[] => {
      const { before, after } = context.access.waysOf(context.changesOf(person));
      if (after.length === 0 || before.length > 0 || person.suspended?.after !== undefined) return [];
      const message = `${person.name} is newly allowed everything, through ${after.join(", ")}`;
      return [{ message, person, justified: acceptedFlag(person, "administratorAccess", context) }];
    });
    const groups = context.groups
      .filter(
        ({ name }) =>
          context.access.isAdministratorGroup(name, "after") && !context.access.isAdministratorGroup(name, "before"),
      )
      .filter(({ members }) => members.added.length + members.kept.length === 0)
      .map(({ name, place, address }) => ({
        message: `group ${name} newly allows everything, and has no members in this stack`,
        place,
        address,
        fix: "Remove the policy from the group.",
      }));
    return [...people, ...groups];
  },
};
