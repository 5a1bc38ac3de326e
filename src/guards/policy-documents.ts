import type { HeldAs } from "../policy/validity";
import type { RosterPlace } from "../roster/diagnostics";
import type { PartialRoster, PolicyDocument } from "../roster/roster";
import type { Path } from "../roster/yaml-tree";
import { at } from "./guard";

/** A policy document of a roster, whoever holds it. */
export interface WrittenDocument {
  readonly document: PolicyDocument;
  /** `policy reading`, `inline policy push of deploy-bot`. */
  readonly what: string;
  readonly heldAs: HeldAs;
  /** Where something of it is written. @param below keys below the document */
  readonly at: (...below: Path) => RosterPlace;
}

/** Every policy document that a roster writes. */
export function documentsOf({ policies, users }: PartialRoster): WrittenDocument[] {
  return [
    ...policies.map(
      ({ key, document, origin }): WrittenDocument => ({
        document,
        what: `policy ${key}`,
        heldAs: "managed",
        at: (...below) => at(origin, "document", ...below),
      }),
    ),
    ...users.flatMap((user) =>
      user.inlinePolicies.map(
        ({ name, document }): WrittenDocument => ({
          document,
          what: `inline policy ${name} of ${user.key}`,
          heldAs: "inline",
          at: (...below) => at(user.origin, "policies", "inline", name, ...below),
        }),
      ),
    ),
  ];
}
