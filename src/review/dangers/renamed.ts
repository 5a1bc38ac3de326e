import { credentialName } from "../credential";
import type { DangerRule } from "../danger";

export const renamed: DangerRule = {
  id: "renamed",
  severity: "warning",
  summary: "A user is renamed.",
  why: "The user stays, but Terraform deletes every credential under the old name and creates new ones under the new name; if the rename then fails, they are deleted anyway.",
  fix: "Tell the owner when it happens and how the new credentials reach them; policies that name the user must be changed by hand.",
  opener: "roster",
  check: ({ people }) =>
    people
      .filter(({ change }) => change === "renamed")
      .map((person) => {
        const ends = person.credentials
          .filter(({ change }) => change === "replaced" || change === "deleted")
          .map(credentialName);
        const lost = ends.length === 0 ? "" : `; what stops working: ${ends.join(", ")}`;
        return { message: `${person.previousName} is renamed to ${person.name}${lost}`, person };
      }),
};
