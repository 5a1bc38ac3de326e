import type { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import type { Construct } from "constructs";

/** What a credential knows of the user that holds it. */
export interface UserScope extends Construct {
  /** The user's key in addresses. */
  readonly key: string;
  readonly user: IamUser;
  /** While it is true no credential is usable. */
  readonly suspended: boolean;
}

export type Status = "Active" | "Inactive";

/** A suspended user's credentials are Inactive, whatever the roster says of them. */
export function effectiveStatus(scope: UserScope, status: Status = "Active"): Status {
  return scope.suspended ? "Inactive" : status;
}
