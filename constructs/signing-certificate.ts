import { IamSigningCertificate } from "@cdktf/provider-aws/lib/iam-signing-certificate";
import { Construct } from "constructs";
import { addressOf } from "../src/terms/addresses";
import { type CredentialProps, effectiveStatus, type Status } from "./credential";
import { terraformText } from "./terraform-text";

/** The settings of a signing certificate. */
export interface SigningCertificateProps {
  /** PEM. Its line breaks count: IAM gives back what was uploaded, and the provider compares to the letter. */
  readonly body: string;
  /**
   * Whether AWS accepts what it has signed.
   * @default "Active"
   */
  readonly status?: Status;
}

/** A signing certificate together with the user who holds it. */
export interface ManagedSigningCertificateProps extends SigningCertificateProps, CredentialProps {}

/**
 * An X.509 signing certificate: `aws_iam_signing_certificate.deploy-bot--soap`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_server-certs.html
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_signing_certificate
 */
export class ManagedSigningCertificate extends Construct {
  /** The certificate in Terraform. */
  public readonly resource: IamSigningCertificate;

  public constructor(scope: Construct, id: string, { user, key, body, status }: ManagedSigningCertificateProps) {
    super(scope, id);
    this.resource = new IamSigningCertificate(
      this,
      "Resource",
      terraformText({ userName: user.resource.name, certificateBody: body, status: effectiveStatus(user, status) }),
    );
    this.resource.overrideLogicalId(addressOf(user.key, key));
  }

  /** IAM's id of the certificate, known after the apply. */
  public get certificateId(): string {
    return this.resource.certificateId;
  }
}
