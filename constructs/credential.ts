import type { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import type { Construct } from "constructs";

/** A user as its credentials know it: a `ManagedUser` is one. */
export interface CredentialOwner extends Construct {
  /** The user's key in addresses. */
  readonly key: string;
  /** The user itself. */
  readonly resource: IamUser;
  /** While it is true no credential is usable. */
  readonly suspended: boolean;
}

/** What every credential says beside its own settings. */
export interface CredentialProps {
  /** The user who holds it. */
  readonly user: CredentialOwner;
  /** Names the credential below the user, and in its address: changing it replaces the credential. */
  readonly key: string;
}

/** Whether AWS accepts the credential. */
export type Status = "Active" | "Inactive";

/** A suspended user's credentials are Inactive, whatever else is said of them. */
export function effectiveStatus(user: CredentialOwner, status: Status = "Active"): Status {
  return user.suspended ? "Inactive" : status;
}
