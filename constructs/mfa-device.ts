import { IamVirtualMfaDevice } from "@cdktf/provider-aws/lib/iam-virtual-mfa-device";
import { Construct } from "constructs";
import { addressOf } from "../src/terms/addresses";
import type { CredentialProps } from "./credential";
import { terraformText } from "./terraform-text";

/** The settings of an MFA device. */
export interface MfaDeviceProps {
  /**
   * IAM name.
   * @default - the user's name, a hyphen and the device's key
   */
  readonly name?: string;
  /**
   * IAM path: letters and digits between slashes.
   * @default "/"
   */
  readonly path?: string;
}

/** An MFA device together with the user it is for. */
export interface ManagedMfaDeviceProps extends MfaDeviceProps, CredentialProps {}

/**
 * A virtual MFA device: `aws_iam_virtual_mfa_device.alice--phone`. Its owner enables it with two codes.
 *
 * IAM's device does not refer to a user until it is enabled, so only `depends_on` makes Terraform destroy it first.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_enable_virtual.html
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_virtual_mfa_device
 */
export class ManagedMfaDevice extends Construct {
  /** The device in Terraform. */
  public readonly resource: IamVirtualMfaDevice;

  public constructor(scope: Construct, id: string, { user, key, name, path = "/" }: ManagedMfaDeviceProps) {
    super(scope, id);
    this.resource = new IamVirtualMfaDevice(this, "Resource", {
      ...terraformText({ virtualMfaDeviceName: name ?? `${user.resource.nameInput}-${key}`, path }),
      dependsOn: [user.resource],
      // No prop says them: what tags somebody gave to the device stay.
      lifecycle: { ignoreChanges: ["tags", "tags_all"] },
    });
    this.resource.overrideLogicalId(addressOf(user.key, key));
  }

  /** The serial number, as policies and `sts:GetSessionToken` want it: an ARN. */
  public get arn(): string {
    return this.resource.arn;
  }
}
