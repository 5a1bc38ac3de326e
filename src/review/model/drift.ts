import type { Place } from "./place";

export interface Drift {
  /** Whose it is. */
  readonly person?: string;
  readonly address: string;
  /** In words: `access key laptop was made Inactive`. */
  readonly what: string;
  /** What people are expected to do themselves, such as enabling an MFA device. */
  readonly expected: boolean;
  readonly place?: Place;
}
