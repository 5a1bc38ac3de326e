import { IamVirtualMfaDevice } from "@cdktf/provider-aws/lib/iam-virtual-mfa-device";
import { address } from "./addresses";
import { terraformText } from "./terraform-text";
import type { UserScope } from "./user-scope";

export interface MfaDeviceProps {
  /** IAM name. @default - the user's name, a hyphen and the device's key */
  readonly name?: string;
  /** IAM path: letters and digits between slashes. @default "/" */
  readonly path?: string;
}

/**
 * A virtual MFA device: `aws_iam_virtual_mfa_device.alice--phone`. Its owner enables it with two codes.
 *
 * IAM's device does not refer to a user until it is enabled, so only `depends_on` makes Terraform destroy it first.
 */
export class ManagedMfaDevice extends IamVirtualMfaDevice {
  public constructor(scope: UserScope, key: string, props: MfaDeviceProps) {
    super(scope, `mfa-device-${key}`, {
      ...terraformText({
        virtualMfaDeviceName: props.name ?? `${scope.user.nameInput}-${key}`,
        path: props.path ?? "/",
      }),
      dependsOn: [scope.user],
    });
    this.overrideLogicalId(address(scope.key, key));
  }
}
