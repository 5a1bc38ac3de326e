import { ofType } from "../plan/change";
import type { Concerned } from "../rules/soundness";
import { rosterTag } from "../terms/tags";
import type { Context } from "./danger";
import type { Person } from "./model/person";

/**
 * Who may not approve a risk of a person: the person, and the owner. The owner on either side: a change that names another
 * owner does not make the one before it somebody else.
 */
export function concernedBy(
  person: Person,
  { rosters, changesOf }: Pick<Context, "rosters" | "changesOf">,
): Concerned[] {
  const as = person.change === "leaves" ? "the leaver" : "the user";
  const tags = ofType(changesOf(person), "aws_iam_user").flatMap(({ before, after }) => [before?.tags, after?.tags]);
  const owners = [
    rosters.user("after", person.key)?.owner,
    rosters.user("before", person.key)?.owner,
    ...tags.map((tag) => tag?.roster[rosterTag.owner]),
  ];
  const names = [person.key, person.name, person.previousName];
  return [
    ...owners.flatMap((name) => (name === undefined ? [] : { as: "the owner", name })),
    ...names.flatMap((name) => (name === undefined ? [] : { as, name })),
  ];
}
