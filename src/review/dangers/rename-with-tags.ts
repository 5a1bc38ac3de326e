import { ofType } from "../../plan/change";
import { Tags } from "../../plan/tags";
import type { Concern, DangerRule } from "../danger";

export const renameWithTags: DangerRule = {
  id: "rename-with-tags",
  severity: "warning",
  summary: "A user is renamed, and its tags change in the same plan.",
  why: "Before version 6.27 the AWS provider tags the new name before it exists: the apply fails every time, with the credentials already deleted.",
  fix: "Change the tags in one apply and the name in the next.",
  opener: "roster",
  check: ({ people, changesOf }) =>
    people.flatMap((person): Concern[] => {
      if (person.change !== "renamed") return [];
      const user = ofType(changesOf(person), "aws_iam_user").find(({ deposed }) => !deposed);
      if (Tags.changed(user?.before?.tags, user?.after?.tags).length === 0) return [];
      return [{ message: `${person.previousName} is renamed to ${person.name} while its tags change`, person }];
    }),
};
