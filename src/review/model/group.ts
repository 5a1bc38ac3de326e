import type { Place } from "./place";
import type { Moves } from "./sides";
import type { ThingChange } from "./thing";

export interface GroupChange {
  readonly key: string;
  readonly name: string;
  readonly within?: string;
  readonly address?: string;
  readonly change: ThingChange;
  readonly place?: Place;
  readonly policies: Moves;
  /** Names of people. */
  readonly members: Moves;
}
