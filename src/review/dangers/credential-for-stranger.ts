import type { KnownChange } from "../../plan/change";
import { textOf } from "../../plan/values";
import { userAttributeOf } from "../../terms/holdings";
import { listed } from "../../text/count";
import { credentialName, worked, works } from "../credential";
import type { Concern, DangerRule } from "../danger";

export const credentialForStranger: DangerRule = {
  id: "credential-for-stranger",
  severity: "error",
  summary: "A key, a password or another credential is created, or made active, for a user who is not of this stack.",
  why: "Whoever receives it can do what that user can, and nothing here says what that is or who knows of it.",
  fix: "Create it where the user is managed.",
  opener: "roster",
  check: ({ people, changesOf }) =>
    people.flatMap((person): Concern[] => {
      if (person.address !== undefined) return [];
      const made = person.credentials.filter((credential) => {
        const { kind, change, deposed } = credential;
        // A device opens nothing: whoever enrols it signs in already.
        if (deposed || kind === "mfaDevice" || change === "imported" || change === "kept") return false;
        return works(credential) && (change === "replaced" || !worked(credential));
      });
      if (made.length === 0) return [];
      const names = listed(made.map(credentialName), 3);
      const address = made[0]?.address;
      // It may be anybody's: a data source that is read in the apply can name whom it likes.
      const isNamed = changesOf(person).some((change) => change.type !== "other" && nameIn(change) !== undefined);
      if (!isNamed) return [{ message: `who gets ${names} is known after the apply only`, address, fix: refer }];
      return [{ message: `${person.name}, who is not of this stack, gets ${names}`, person, address }];
    }),
};

const refer = "Refer to a name, which the plan knows: aws_iam_user.alice.name, not a local value that has its id.";

function nameIn(change: KnownChange): string | undefined {
  const attribute = userAttributeOf(change.resourceType);
  return attribute === undefined ? undefined : textOf(change.after ?? change.before, attribute);
}
