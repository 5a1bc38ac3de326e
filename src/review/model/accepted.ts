import type { Justification } from "../../roster/roster";
import type { FlagName } from "../../terms/flags";
import type { Place } from "./place";

/** What is known of an acceptance; from tags alone only ticket and end. */
export type Accepted = Partial<Omit<Justification, "ticket">> & Pick<Justification, "ticket">;

export interface AcceptedRisk extends Accepted {
  readonly person: string;
  /** A flag, or `removal`. */
  readonly flag: FlagName | "removal";
  readonly place?: Place;
  /** Whether it was accepted before this change: as it is now, in other words, or not at all. */
  readonly since: "new" | "changed" | "before";
}
