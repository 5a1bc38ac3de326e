import type { CredentialKind } from "../terms/kinds";
import { defined } from "../text/defined";
import { asked } from "./asked";
import { credentialName } from "./credential";
import type { Concern, Context } from "./danger";
import type { Credential } from "./model/credential";
import type { Person, PersonChange } from "./model/person";

/** Concerns about credentials of people who stay, and whose old secret ends with this plan. */
export function replacedCredentials(
  context: Context,
  kinds: readonly CredentialKind[],
  say: (what: string, person: Person) => string,
): Concern[] {
  return context.people.flatMap((person) => {
    if (spokenOf.has(person.change)) return [];
    return person.credentials
      .filter(({ kind, change, deposed }) => kinds.includes(kind) && change === "replaced" && !deposed)
      .map((credential): Concern => {
        const cause = causeOf(credential, person, context);
        return {
          message: `${say(credentialName(credential), person)}: ${cause.words}`,
          person,
          address: credential.address,
          severity: cause.wanted ? "warning" : undefined,
        };
      });
  });
}

/** Rules of their own say what these mean for all of a person's credentials. */
const spokenOf: ReadonlySet<PersonChange> = new Set(["leaves", "replaced", "renamed", "joins"]);

/** Why Terraform replaces it, and whether somebody has asked for that in so many words. */
function causeOf(credential: Credential, person: Person, context: Context): { words: string; wanted: boolean } {
  if (credential.reason === "replace_by_request") return { words: "asked for with -replace", wanted: true };
  if (credential.reason === "replace_because_tainted") return { words: "its creation had failed", wanted: true };
  const forced =
    credential.forcedBy.length === 0
      ? "for a reason that the plan does not give"
      : `${credential.forcedBy.join(", ")} forces it`;
  const { kind, key } = credential;
  const verdict = asked(context.rosters, person, { kind, ...defined({ key }) });
  if (verdict === true) return { words: `${forced}, and users.yaml asks for it`, wanted: true };
  return { words: verdict === undefined ? forced : `${forced}, and users.yaml did not ask for it`, wanted: false };
}
