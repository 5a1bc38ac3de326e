import type { Justification } from "../src/roster/roster";
import type { Partition } from "../src/terms/partitions";
import type { AccessKeyProps } from "./access-key";
import type { GivenCredentials } from "./credentials";
import type { GroupLike } from "./group-like";
import type { LoginProfileProps } from "./login-profile";
import type { MfaDeviceProps } from "./mfa-device";
import type { Named } from "./named";
import type { PolicyDocumentLike } from "./policy-document";
import type { PolicyLike } from "./policy-like";
import type { ServiceSpecificCredentialProps } from "./service-specific-credential";
import type { SigningCertificateProps } from "./signing-certificate";
import type { SshPublicKeyProps } from "./ssh-public-key";

/** One IAM user and everything it holds. */
export interface ManagedUserProps extends GivenCredentials {
  /**
   * Names the user in addresses: changing it deletes one user and creates another.
   * @default - the construct's id
   */
  readonly key?: string;
  /**
   * IAM name; changing it replaces every credential.
   * @default - the key
   */
  readonly name?: string;
  /**
   * IAM path, with a slash at both ends.
   * @default "/"
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
   */
  readonly path?: string;
  /**
   * Tags by key.
   * @default - none but those of the provider
   */
  readonly tags?: Named<string>;
  /**
   * The most that the user may ever do: a policy, or its ARN.
   * @default - none
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
   */
  readonly permissionsBoundary?: PolicyLike;
  /**
   * Groups of which the user is a member, at most 10. Whoever else adds the user to a group is left alone.
   * @default - none
   */
  readonly groups?: readonly GroupLike[];
  /**
   * Managed policies on the user itself, at most 10 (20 where the account's quota was raised); what else is attached to it is detached.
   * @default - none
   */
  readonly managedPolicies?: readonly PolicyLike[];
  /**
   * Policies of the user alone, by name; what other inline policies it has are deleted.
   * @default - none
   */
  readonly inlinePolicies?: Named<PolicyDocumentLike>;
  /**
   * Names of inline policies that were created elsewhere: they are neither managed nor removed.
   * @default - none: an inline policy that is not in `inlinePolicies` is removed
   */
  readonly existingInlinePolicies?: readonly string[];
  /**
   * Console access; an empty object gives it with all defaults.
   * @default - no console access
   */
  readonly loginProfile?: LoginProfileProps;
  /**
   * Virtual MFA devices by key, at most 8.
   * @default - none
   */
  readonly mfaDevices?: Named<MfaDeviceProps>;
  /**
   * Access keys by slot, at most 2.
   * @default - none
   */
  readonly accessKeys?: Named<AccessKeyProps>;
  /**
   * SSH public keys for CodeCommit by key, at most 5.
   * @default - none
   */
  readonly sshPublicKeys?: Named<SshPublicKeyProps>;
  /**
   * X.509 signing certificates by key, at most 2.
   * @default - none
   */
  readonly signingCertificates?: Named<SigningCertificateProps>;
  /**
   * User names and passwords for single services by key, at most 2 a service.
   * @default - none
   */
  readonly serviceSpecificCredentials?: Named<ServiceSpecificCredentialProps>;
  /**
   * Kept, but can do nothing: credentials Inactive, no password, AWSDenyAll attached. Groups and devices stay.
   * @default false
   */
  readonly suspended?: boolean;
  /**
   * Where the account is: the ARN of AWSDenyAll depends on it.
   * @default "aws"
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
   */
  readonly partition?: Partition;
  /**
   * Why whatever else the user holds may be deleted with it. Terraform reads the flag from the state: it must be
   * applied before the user is removed.
   * @default - deletion stops where the user holds something that Terraform does not manage
   * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_user#force_destroy
   */
  readonly forceDestroy?: Justification;
}
