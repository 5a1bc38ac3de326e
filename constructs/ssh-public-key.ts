import { IamUserSshKey } from "@cdktf/provider-aws/lib/iam-user-ssh-key";
import { Construct } from "constructs";
import { addressOf } from "../src/terms/addresses";
import { type CredentialProps, effectiveStatus, type Status } from "./credential";
import { terraformText } from "./terraform-text";

/** The settings of an SSH public key. */
export interface SshPublicKeyProps {
  /** RSA, as `~/.ssh/id_rsa.pub` has it, or PEM. */
  readonly publicKey: string;
  /**
   * The form of `publicKey`.
   * @default "SSH"
   */
  readonly encoding?: "SSH" | "PEM";
  /**
   * Whether CodeCommit accepts it.
   * @default "Active"
   */
  readonly status?: Status;
}

/** An SSH public key together with the user who holds it. */
export interface ManagedSshPublicKeyProps extends SshPublicKeyProps, CredentialProps {}

/**
 * An SSH public key for CodeCommit: `aws_iam_user_ssh_key.deploy-bot--ci`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_ssh-keys.html
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_user_ssh_key
 */
export class ManagedSshPublicKey extends Construct {
  /** The key in Terraform. */
  public readonly resource: IamUserSshKey;

  public constructor(scope: Construct, id: string, props: ManagedSshPublicKeyProps) {
    super(scope, id);
    const { user, key, encoding = "SSH", publicKey, status } = props;
    this.resource = new IamUserSshKey(
      this,
      "Resource",
      terraformText({
        username: user.resource.name,
        encoding,
        publicKey,
        status: effectiveStatus(user, status),
      }),
    );
    this.resource.overrideLogicalId(addressOf(user.key, key));
  }

  /** IAM's id of the key, known after the apply: the user name of an SSH connection to CodeCommit. */
  public get sshPublicKeyId(): string {
    return this.resource.sshPublicKeyId;
  }
}
