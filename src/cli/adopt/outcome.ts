import type { AdoptionPlan } from "./adopt";
import type { NeededFlags } from "./edits";
import type { Proof } from "./proof";

/** How an adoption ended. */
export type Outcome = Adopted | Proved | Nothing | Refused;

interface Planned {
  readonly plan: AdoptionPlan;
  readonly proof: Proof;
  /** What nobody has justified yet. */
  readonly flags: NeededFlags;
}

interface Adopted extends Planned {
  readonly result: "adopted";
  /** Names of files. */
  readonly written: readonly string[];
}

/** Nothing was to be written. */
interface Proved extends Planned {
  readonly result: "proved";
  /** Texts by name of file, as they would be. */
  readonly texts: ReadonlyMap<string, string>;
}

interface Nothing {
  readonly result: "nothing";
  readonly plan: AdoptionPlan;
}

interface Refused {
  readonly result: "refused";
  readonly why: string;
  readonly lines: readonly string[];
  /** @default - the roster was refused before there was a plan */
  readonly plan?: AdoptionPlan;
}
