import { IamSigningCertificate } from "@cdktf/provider-aws/lib/iam-signing-certificate";
import { address } from "./addresses";
import { terraformText } from "./terraform-text";
import { effectiveStatus, type Status, type UserScope } from "./user-scope";

export interface SigningCertificateProps {
  /** PEM. Its line breaks count: IAM gives back what was uploaded, and the provider compares to the letter. */
  readonly body: string;
  /** @default "Active" */
  readonly status?: Status;
}

/** An X.509 signing certificate: `aws_iam_signing_certificate.deploy-bot--soap`. */
export class ManagedSigningCertificate extends IamSigningCertificate {
  public constructor(scope: UserScope, key: string, props: SigningCertificateProps) {
    super(
      scope,
      `signing-certificate-${key}`,
      terraformText({
        userName: scope.user.name,
        certificateBody: props.body,
        status: effectiveStatus(scope, props.status),
      }),
    );
    this.overrideLogicalId(address(scope.key, key));
  }
}
