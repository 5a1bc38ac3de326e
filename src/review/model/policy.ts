import type { Place } from "./place";
import type { ThingChange } from "./thing";

export interface InlinePolicy {
  readonly name: string;
  readonly change: "added" | "changed" | "removed" | "kept";
  readonly power: PowerChange;
}

export interface PowerChange {
  readonly everything: { readonly before: boolean; readonly after: boolean };
  /** Actions that are newly allowed, and no longer allowed. */
  readonly allowsMore: readonly string[];
  readonly allowsLess: readonly string[];
}

export interface PolicyChange {
  readonly key: string;
  readonly name: string;
  readonly within?: string;
  readonly address: string;
  readonly change: ThingChange;
  readonly place?: Place;
  readonly power: PowerChange;
  /** Names of people who have it, themselves or through a group. */
  readonly people: readonly string[];
  /** Names of people whose boundary it is. */
  readonly boundaryOf: readonly string[];
}
