import { IamUserSshKey } from "@cdktf/provider-aws/lib/iam-user-ssh-key";
import { address } from "./addresses";
import { terraformText } from "./terraform-text";
import { effectiveStatus, type Status, type UserScope } from "./user-scope";

export interface SshPublicKeyProps {
  readonly publicKey: string;
  /** @default "SSH" */
  readonly encoding?: "SSH" | "PEM";
  /** @default "Active" */
  readonly status?: Status;
}

/** An SSH public key for CodeCommit: `aws_iam_user_ssh_key.deploy-bot--ci`. */
export class ManagedSshPublicKey extends IamUserSshKey {
  public constructor(scope: UserScope, key: string, props: SshPublicKeyProps) {
    super(
      scope,
      `ssh-public-key-${key}`,
      terraformText({
        username: scope.user.name,
        encoding: props.encoding ?? "SSH",
        publicKey: props.publicKey,
        status: effectiveStatus(scope, props.status),
      }),
    );
    this.overrideLogicalId(address(scope.key, key));
  }
}
