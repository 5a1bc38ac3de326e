import { IamServiceSpecificCredential } from "@cdktf/provider-aws/lib/iam-service-specific-credential";
import { address } from "./addresses";
import { terraformText } from "./terraform-text";
import { effectiveStatus, type Status, type UserScope } from "./user-scope";

export interface ServiceSpecificCredentialProps {
  /** Such as `codecommit.amazonaws.com`. */
  readonly service: string;
  /** @default "Active" */
  readonly status?: Status;
}

/**
 * A user name and password for one service: `aws_iam_service_specific_credential.deploy-bot--git`.
 * The provider cannot encrypt the password: it is in clear in the state.
 */
export class ManagedServiceSpecificCredential extends IamServiceSpecificCredential {
  public constructor(scope: UserScope, key: string, props: ServiceSpecificCredentialProps) {
    super(
      scope,
      `service-specific-credential-${key}`,
      terraformText({
        userName: scope.user.name,
        serviceName: props.service,
        status: effectiveStatus(scope, props.status),
      }),
    );
    this.overrideLogicalId(address(scope.key, key));
  }
}
