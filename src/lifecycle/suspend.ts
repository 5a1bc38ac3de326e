import type { User } from "../roster/roster";
import { ofUser, type Refusal, refusal, type Step } from "./step";

export interface Suspending {
  /** ISO date of the day on which it is written. */
  readonly today: string;
  readonly reason: string;
  readonly ticket: string;
}

/** Ends what a user can do, and keeps everything else until the soak is over. */
export function suspend({ key, suspended }: User, { today, reason, ticket }: Suspending): Step | Refusal {
  if (suspended !== undefined) {
    const { since, ticket: earlier } = suspended;
    return refusal(`${key} is suspended since ${since} (${earlier}): roster resume ${key} ends that`);
  }
  return {
    kind: "step",
    changes: [ofUser(key, ["suspended"], { since: today, reason, ticket })],
    said: [
      `${key} is suspended: the password is deleted, every other credential Inactive, every call denied`,
      "not ended: sessions of roles that were assumed before, for up to 12 hours",
    ],
    next: [`roster leave ${key}, when the soak is over`, `roster resume ${key}, if it was wrong`],
  };
}

/** Takes the suspension back. */
export function resume({ key, suspended, loginProfile }: User): Step | Refusal {
  if (suspended === undefined) return refusal(`${key} is not suspended`);
  const password = loginProfile === undefined ? [] : ["the password is a new one, to be handed over again"];
  return {
    kind: "step",
    changes: [ofUser(key, ["suspended"], undefined)],
    said: [`${key} is active again, with the same keys, devices and groups`, ...password],
    next: [],
  };
}
