import { IamServiceSpecificCredential } from "@cdktf/provider-aws/lib/iam-service-specific-credential";
import { Construct } from "constructs";
import { addressOf } from "../src/terms/addresses";
import { type CredentialProps, effectiveStatus, type Status } from "./credential";
import { terraformText } from "./terraform-text";

/** The settings of a service-specific credential. */
export interface ServiceSpecificCredentialProps {
  /** Such as `codecommit.amazonaws.com`. */
  readonly service: string;
  /**
   * Whether the service accepts it.
   * @default "Active"
   */
  readonly status?: Status;
}

/** A service-specific credential together with the user who holds it. */
export interface ManagedServiceSpecificCredentialProps extends ServiceSpecificCredentialProps, CredentialProps {}

/**
 * A user name and password for one service: `aws_iam_service_specific_credential.deploy-bot--git`.
 * The provider cannot encrypt the password: it is readable in the state.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_service-specific-creds.html
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_service_specific_credential
 */
export class ManagedServiceSpecificCredential extends Construct {
  /** The credential in Terraform. */
  public readonly resource: IamServiceSpecificCredential;

  public constructor(scope: Construct, id: string, props: ManagedServiceSpecificCredentialProps) {
    super(scope, id);
    const { user, key, service, status } = props;
    this.resource = new IamServiceSpecificCredential(
      this,
      "Resource",
      terraformText({
        userName: user.resource.name,
        serviceName: service,
        status: effectiveStatus(user, status),
      }),
    );
    this.resource.overrideLogicalId(addressOf(user.key, key));
  }

  /** The generated user name, known after the apply; the password is `resource.servicePassword`, and sensitive. */
  public get serviceUserName(): string {
    return this.resource.serviceUserName;
  }
}
