import { IamAccessKey } from "@cdktf/provider-aws/lib/iam-access-key";
import { Construct } from "constructs";
import { addressOf } from "../src/terms/addresses";
import { type CredentialProps, effectiveStatus, type Status } from "./credential";
import { refuse } from "./refuse";
import { terraformText } from "./terraform-text";

/** The settings of an access key. */
export interface AccessKeyProps {
  /**
   * Whether AWS accepts requests signed with the key.
   * @default "Active"
   */
  readonly status?: Status;
  /**
   * Encrypts the secret before it reaches the state: a public key in base64, or `keybase:name`. It is used once, when
   * the key is created; later changes are ignored.
   * @default - the secret is readable in the state
   * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_access_key#pgp_key
   */
  readonly pgpKey?: string;
}

/** An access key together with the user who holds it. */
export interface ManagedAccessKeyProps extends AccessKeyProps, CredentialProps {}

/**
 * An access key in a named slot: `aws_iam_access_key.alice--laptop`.
 *
 * Never `create_before_destroy`: after a rename of the user the provider looks for the old key under the old name,
 * takes NoSuchEntity for success, and leaves a live key outside the state.
 *
 * Another PGP key must not re-issue every access key of a company, nor the one that was just imported, so its changes
 * are ignored: a new secret takes a new slot.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
 */
export class ManagedAccessKey extends Construct {
  /** The key in Terraform. */
  public readonly resource: IamAccessKey;

  public constructor(scope: Construct, id: string, { user, key, status, pgpKey }: ManagedAccessKeyProps) {
    super(scope, id);
    this.resource = new IamAccessKey(this, "Resource", {
      ...terraformText({ user: user.resource.name, status: effectiveStatus(user, status), pgpKey }),
      lifecycle: { ignoreChanges: ["pgp_key"] },
    });
    this.resource.overrideLogicalId(addressOf(user.key, key));
  }

  /** `AKIA...`, known after the apply. */
  public get accessKeyId(): string {
    return this.resource.id;
  }

  /**
   * The secret, encrypted for the holder of the PGP key, in base64: safe as an output.
   * @throws Error where the key has no `pgpKey`
   */
  public get encryptedSecret(): string {
    if (this.resource.pgpKeyInput === undefined) {
      refuse(this, "encryptedSecret", "needs a pgpKey: without one the secret is not encrypted");
    }
    return this.resource.encryptedSecret;
  }
}
