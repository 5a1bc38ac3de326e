import { flawsOf } from "../../rules/soundness";
import { acceptedRisks } from "../acceptance";
import { concernedBy } from "../concerned";
import type { Concern, DangerRule } from "../danger";

export const justificationUnsound: DangerRule = {
  id: "justification-unsound",
  severity: "error",
  summary: "A justification gives no reason, is approved by whom it concerns, or is valid for more than a year.",
  why: "It would accept a risk that nobody else has looked at: it counts as absent here, and roster validate refuses it.",
  fix: "Say why in a sentence, have somebody approve it who is neither the user nor the owner, and choose a date within a year.",
  opener: "justification",
  check: (context) =>
    context.people.flatMap((person) =>
      acceptedRisks([person], context.rosters).flatMap((risk): Concern[] =>
        flawsOf(risk, concernedBy(person, context), context.today).map(({ message, fix }) => ({
          message: `${risk.flag} of ${person.name}: ${message}`,
          fix,
          place: risk.place,
          person,
        })),
      ),
    ),
};
