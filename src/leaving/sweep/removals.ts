import type { LiveAccount } from "../../aws/account";
import { type Holding, isVirtualDevice } from "../../aws/kinds";
import { type HoldingKind, holdings } from "../../terms/holdings";

/** One call that takes something away. */
export interface Step {
  readonly action: string;
  readonly call: (account: LiveAccount) => Promise<unknown>;
}

type Action = Parameters<LiveAccount["call"]>[0];

function step(action: Action, input: object): Step {
  return { action, call: (account) => account.call(action, input as never) };
}

/** How a removal names each kind. */
const inputs: Readonly<Record<HoldingKind, (UserName: string, id: string) => object>> = {
  loginProfile: (UserName) => ({ UserName }),
  accessKey: (UserName, AccessKeyId) => ({ UserName, AccessKeyId }),
  signingCertificate: (UserName, CertificateId) => ({ UserName, CertificateId }),
  sshPublicKey: (UserName, SSHPublicKeyId) => ({ UserName, SSHPublicKeyId }),
  serviceSpecificCredential: (UserName, ServiceSpecificCredentialId) => ({ UserName, ServiceSpecificCredentialId }),
  mfaDevice: (UserName, SerialNumber) => ({ UserName, SerialNumber }),
  inlinePolicy: (UserName, PolicyName) => ({ UserName, PolicyName }),
  managedPolicy: (UserName, PolicyArn) => ({ UserName, PolicyArn }),
  group: (UserName, GroupName) => ({ UserName, GroupName }),
};

/**
 * The calls for one thing of a user: an enabled device is deactivated first; a hardware device has nothing to delete.
 * @param assigned false: a virtual device that nobody has
 */
export function stepsFor(user: string, { kind, id }: Holding, assigned = true): readonly Step[] {
  const removal = step(holdings[kind].actions.remove, inputs[kind](user, id));
  if (kind !== "mfaDevice") return [removal];
  const deletion = step("iam:DeleteVirtualMFADevice", { SerialNumber: id });
  return [...(assigned ? [removal] : []), ...(isVirtualDevice(id) || !assigned ? [deletion] : [])];
}
