import type { CredentialKind } from "../../terms/kinds";
import type { Sides } from "./sides";

export const credentialChanges = [
  "created",
  "deleted",
  "replaced",
  "made inactive",
  "made active",
  "changed",
  "imported",
  "forgotten",
  "kept",
] as const;

export type CredentialChange = (typeof credentialChanges)[number];

export interface Credential {
  readonly kind: CredentialKind;
  /** The slot or device in users.yaml; absent for a password. */
  readonly key?: string;
  readonly address: string;
  readonly change: CredentialChange;
  /** The last four characters of the id that AWS gave. */
  readonly idTail?: string;
  readonly status?: Sides<string>;
  /** Whether its secret is encrypted before it reaches the state; only where a secret is made. */
  readonly encrypted?: boolean;
  readonly service?: string;
  /** ISO time, where AWS told it. */
  readonly created?: string;
  /** Attributes that force a replacement. */
  readonly forcedBy: readonly string[];
  readonly reason?: string;
  /** An old object that an interrupted replacement left behind. */
  readonly deposed: boolean;
}
