import type { Concern, DangerRule } from "../danger";
import { reasonWords } from "../reasons";

export const personRecreated: DangerRule = {
  id: "person-recreated",
  severity: "error",
  summary: "A user is replaced: deleted and created again under the same name.",
  why: "Every credential ends, and the new user has another unique id: policies elsewhere that name the user stop matching.",
  fix: "Find out what forces it (terraform untaint, say); if this is intended, plan with -replace=ADDRESS.",
  opener: "operator",
  check: ({ people, changesOf }) =>
    people.flatMap((person): Concern[] => {
      if (person.change !== "replaced") return [];
      const user = changesOf(person).find(({ type, deposed }) => type === "aws_iam_user" && !deposed);
      const wanted = user?.reason === "replace_by_request";
      const why = user === undefined ? "" : reasonWords(user);
      const message = `${person.name} is replaced${wanted ? ", as -replace asks" : why}`;
      return [{ message, person, severity: wanted ? "warning" : undefined }];
    }),
};
