import type { AccessPart } from "../../policy/summary";

export interface PersonAccess {
  readonly gained: readonly AccessGain[];
  /** Of somebody who leaves nothing is listed: it is everything. */
  readonly lost: readonly AccessLoss[];
  /** Policies that are new and whose documents are not known, in words: whatever they allow. */
  readonly unknown: readonly string[];
  /** How the person can become administrator. */
  readonly power: { readonly before: readonly Way[]; readonly after: readonly Way[] };
}

export interface AccessGain extends AccessPart {
  /** What there was in the same service already. */
  readonly before: readonly Pick<AccessPart, "levels" | "full" | "resources">[];
}

export interface AccessLoss extends AccessPart {
  /** What is left in the same service. */
  readonly kept: AccessGain["before"];
}

/** A way to become administrator. */
export interface Way {
  /** `put-user-policy` */
  readonly id: string;
  /** In AWS's words: `iam:PassRole with lambda`. */
  readonly name: string;
  /** The policy that opens it, in words. */
  readonly through?: string;
  /** Name of the role, user or group that it goes over. */
  readonly over?: string;
  /** The statement that opens it. */
  readonly sid?: string;
  /** Its position in the policy. */
  readonly statement?: number;
}
