import { IamAccessKey } from "@cdktf/provider-aws/lib/iam-access-key";
import { address } from "./addresses";
import { terraformText } from "./terraform-text";
import { effectiveStatus, type Status, type UserScope } from "./user-scope";

export interface AccessKeyProps {
  /** @default "Active" */
  readonly status?: Status;
  /** Encrypts the secret before it reaches the state. @default - the secret is in clear in the state */
  readonly pgpKey?: string;
}

/**
 * A named slot for an access key: `aws_iam_access_key.alice--laptop`.
 *
 * Never `create_before_destroy`: after a rename of the user the provider looks for the old key under the old name,
 * takes NoSuchEntity for success, and leaves a live key outside the state.
 *
 * The PGP key encrypts the secret once, when the key is made. Another PGP key must not re-issue every access key of a
 * company, nor the one that was just imported, so its changes are ignored: a new secret takes a new slot.
 */
export class ManagedAccessKey extends IamAccessKey {
  public constructor(scope: UserScope, slot: string, props: AccessKeyProps) {
    super(scope, `access-key-${slot}`, {
      ...terraformText({
        user: scope.user.name,
        status: effectiveStatus(scope, props.status),
        pgpKey: props.pgpKey,
      }),
      lifecycle: { ignoreChanges: ["pgp_key"] },
    });
    this.overrideLogicalId(address(scope.key, slot));
  }
}
