import type { Partition } from "../terms/partitions";
import type { Held, Principal } from "./principal";

/** What is known of an account beside the one who is looked at. */
export interface KnownAccount {
  readonly partition: Partition;
  readonly accountId: string;
  /** By ARN. */
  readonly users: ReadonlyMap<string, Principal>;
  readonly roles: ReadonlyMap<string, Principal>;
  /** Groups with what they hold, by ARN. */
  readonly groups: ReadonlyMap<string, readonly Held[]>;
}

/** An account of which nothing more is known. */
export function strangeAccount(partition: Partition, accountId: string): KnownAccount {
  return { partition, accountId, users: new Map(), roles: new Map(), groups: new Map() };
}
