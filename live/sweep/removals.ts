import type { LiveAccount } from "../account";
import { type Holding, isVirtualDevice, type Kind } from "../kinds";

/** One call that takes something away. */
export interface Step {
  readonly action: string;
  readonly call: (account: LiveAccount) => Promise<unknown>;
}

type Steps = (UserName: string, id: string) => readonly Step[];

function step<A extends Parameters<LiveAccount["call"]>[0]>(
  action: A,
  input: Parameters<LiveAccount["call"]>[1],
): Step {
  return { action, call: (account) => account.call(action, input as never) };
}

/** How each kind is removed: an enabled device is deactivated first; a hardware device has nothing to delete. */
const steps: Readonly<Record<Kind, Steps>> = {
  "login profile": (UserName) => [step("iam:DeleteLoginProfile", { UserName })],
  "access key": (UserName, AccessKeyId) => [step("iam:DeleteAccessKey", { UserName, AccessKeyId })],
  "signing certificate": (UserName, CertificateId) => [
    step("iam:DeleteSigningCertificate", { UserName, CertificateId }),
  ],
  "SSH public key": (UserName, SSHPublicKeyId) => [step("iam:DeleteSSHPublicKey", { UserName, SSHPublicKeyId })],
  "service-specific credential": (UserName, ServiceSpecificCredentialId) => [
    step("iam:DeleteServiceSpecificCredential", { UserName, ServiceSpecificCredentialId }),
  ],
  "MFA device": (UserName, SerialNumber) => [
    step("iam:DeactivateMFADevice", { UserName, SerialNumber }),
    ...(isVirtualDevice(SerialNumber) ? [step("iam:DeleteVirtualMFADevice", { SerialNumber })] : []),
  ],
  "inline policy": (UserName, PolicyName) => [step("iam:DeleteUserPolicy", { UserName, PolicyName })],
  "managed policy": (UserName, PolicyArn) => [step("iam:DetachUserPolicy", { UserName, PolicyArn })],
  group: (UserName, GroupName) => [step("iam:RemoveUserFromGroup", { UserName, GroupName })],
};

/** The calls for one thing of a user. @param assigned false: a virtual device that nobody has */
export function stepsFor(user: string, { kind, id }: Holding, assigned = true): readonly Step[] {
  if (kind === "MFA device" && !assigned) return [step("iam:DeleteVirtualMFADevice", { SerialNumber: id })];
  return steps[kind](user, id);
}
