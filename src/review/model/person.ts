import type { FlagName } from "../../terms/flags";
import type { PersonAccess } from "./access";
import type { Credential } from "./credential";
import type { Place } from "./place";
import type { InlinePolicy } from "./policy";
import type { Moves, Sides } from "./sides";

export const personChanges = [
  "leaves",
  "replaced",
  "renamed",
  "is suspended",
  "joins",
  "returns",
  "changes",
  "imported",
  "unchanged",
] as const;

export type PersonChange = (typeof personChanges)[number];

export interface Person {
  /** The key in users.yaml, as far as the address tells. */
  readonly key: string;
  /** IAM name; of a leaver the last one. */
  readonly name: string;
  /** Where this one is, if several have the name: `account 123456789012`, `module.prod`. */
  readonly within?: string;
  readonly previousName?: string;
  /** Absent: the user itself is not in this stack. */
  readonly address?: string;
  readonly change: PersonChange;
  /** Terraform stops managing the user, which stays in the account with its access. */
  readonly forgotten: boolean;
  /** human, service, break-glass */
  readonly type?: string;
  readonly owner?: string;
  readonly place?: Place;
  readonly movedFrom?: string;
  readonly credentials: readonly Credential[];
  readonly groups: Moves;
  readonly policies: Moves;
  readonly inlinePolicies: readonly InlinePolicy[];
  readonly boundary?: Sides<string>;
  readonly path?: Sides<string>;
  readonly forceDestroy: Sides<boolean>;
  readonly suspended?: Sides<Suspended>;
  /** What the person can do after the change and could not before, and the other way round. Absent: the same, and no power. */
  readonly access?: PersonAccess;
  readonly flags: readonly Flag[];
  /** Keys of tags that are added, changed or removed; those of a suspension and of accepted risks left out. */
  readonly tags: readonly string[];
}

export interface Suspended {
  readonly since?: string;
  /** As users.yaml says it; no tag has it. */
  readonly reason?: string;
  readonly ticket?: string;
}

export interface Flag {
  readonly name: FlagName;
  readonly change: "added" | "removed" | "kept";
  readonly ticket?: string;
  /** ISO date. */
  readonly expires?: string;
}
