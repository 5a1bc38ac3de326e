import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { IamUserGroupMembership } from "@cdktf/provider-aws/lib/iam-user-group-membership";
import { IamUserPoliciesExclusive } from "@cdktf/provider-aws/lib/iam-user-policies-exclusive";
import { IamUserPolicy } from "@cdktf/provider-aws/lib/iam-user-policy";
import { IamUserPolicyAttachment } from "@cdktf/provider-aws/lib/iam-user-policy-attachment";
import { IamUserPolicyAttachmentsExclusive } from "@cdktf/provider-aws/lib/iam-user-policy-attachments-exclusive";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import type { Justification, PolicyDocument } from "../roster/roster";
import { type AccessKeyProps, ManagedAccessKey } from "./access-key";
import { address, refuseSharedAddresses } from "./addresses";
import { type LoginProfileProps, ManagedLoginProfile } from "./login-profile";
import { ManagedMfaDevice, type MfaDeviceProps } from "./mfa-device";
import type { PolicyAttachment } from "./policy-attachment";
import { ManagedServiceSpecificCredential, type ServiceSpecificCredentialProps } from "./service-specific-credential";
import { ManagedSigningCertificate, type SigningCertificateProps } from "./signing-certificate";
import { ManagedSshPublicKey, type SshPublicKeyProps } from "./ssh-public-key";
import { terraformText } from "./terraform-text";
import type { UserScope } from "./user-scope";

type Named<Props> = Readonly<Record<string, Props>>;

export interface ManagedUserProps {
  /** Names the user in addresses: changing it removes one user and creates another. @default - the construct's id */
  readonly key?: string;
  /** IAM name; changing it re-issues every credential. @default - the key */
  readonly name?: string;
  /** @default "/" */
  readonly path?: string;
  /** @default - none but those of the provider */
  readonly tags?: Readonly<Record<string, string>>;
  /** ARN of a policy. @default - none */
  readonly permissionsBoundary?: string;
  /** IAM names of groups. @default - none */
  readonly groups?: readonly string[];
  /** @default - none */
  readonly managedPolicies?: readonly PolicyAttachment[];
  /** By name. @default - none */
  readonly inlinePolicies?: Named<PolicyDocument>;
  /** @default - no console access */
  readonly loginProfile?: LoginProfileProps;
  /** @default - none */
  readonly mfaDevices?: Named<MfaDeviceProps>;
  /** Slots, at most two. @default - none */
  readonly accessKeys?: Named<AccessKeyProps>;
  /** @default - none */
  readonly sshPublicKeys?: Named<SshPublicKeyProps>;
  /** @default - none */
  readonly signingCertificates?: Named<SigningCertificateProps>;
  /** @default - none */
  readonly serviceSpecificCredentials?: Named<ServiceSpecificCredentialProps>;
  /** Kept, but can do nothing: credentials Inactive, no password, AWSDenyAll attached; groups stay. @default false */
  readonly suspended?: boolean;
  /** Why whatever else the user holds may be deleted with it; read from the state. @default - deletion stops at leftovers */
  readonly forceDestroy?: Justification;
}

/** Denies everything, whatever else allows it. */
const denyAll: PolicyAttachment = { keys: ["aws", "AWSDenyAll"], arn: "arn:aws:iam::aws:policy/AWSDenyAll" };

/**
 * One IAM user together with all that it holds. All of it refers to the user or depends on it, so that Terraform
 * destroys it first and the user is deleted at the first apply.
 */
export class ManagedUser extends Construct implements UserScope {
  public readonly key: string;
  public readonly user: IamUser;
  public readonly suspended: boolean;

  public constructor(scope: Construct, id: string, props: ManagedUserProps = {}) {
    super(scope, id);
    this.key = props.key ?? id;
    this.suspended = props.suspended ?? false;
    this.user = new IamUser(
      this,
      "user",
      terraformText({
        name: props.name ?? this.key,
        path: props.path ?? "/",
        tags: props.tags,
        permissionsBoundary: props.permissionsBoundary,
        forceDestroy: props.forceDestroy === undefined ? undefined : true,
      }),
    );
    this.user.overrideLogicalId(address(this.key));
    this.addCredentials(props);
    this.addGroups(props.groups ?? []);
    this.addInlinePolicies(props.inlinePolicies ?? {});
    this.addManagedPolicies(this.effectivePolicies(props.managedPolicies ?? []));
    refuseSharedAddresses(TerraformStack.of(this));
  }

  private addCredentials(props: ManagedUserProps): void {
    if (props.loginProfile !== undefined && !this.suspended) new ManagedLoginProfile(this, props.loginProfile);
    for (const [key, device] of Object.entries(props.mfaDevices ?? {})) new ManagedMfaDevice(this, key, device);
    for (const [key, accessKey] of Object.entries(props.accessKeys ?? {})) new ManagedAccessKey(this, key, accessKey);
    for (const [key, sshKey] of Object.entries(props.sshPublicKeys ?? {})) new ManagedSshPublicKey(this, key, sshKey);
    for (const [key, certificate] of Object.entries(props.signingCertificates ?? {})) {
      new ManagedSigningCertificate(this, key, certificate);
    }
    for (const [key, credential] of Object.entries(props.serviceSpecificCredentials ?? {})) {
      new ManagedServiceSpecificCredential(this, key, credential);
    }
  }

  /** One membership for all groups of the user; `aws_iam_group_membership` would fight with it over every member. */
  private addGroups(groups: readonly string[]): void {
    if (groups.length === 0) return;
    const config = terraformText({ user: this.user.name, groups: [...groups] });
    new IamUserGroupMembership(this, "groups", config).overrideLogicalId(address(this.key));
  }

  private addInlinePolicies(policies: Named<PolicyDocument>): void {
    const names = Object.entries(policies).map(([name, document]) => {
      const config = terraformText({ user: this.user.name, name, policy: JSON.stringify(document) });
      const policy = new IamUserPolicy(this, `inline-policy-${name}`, config);
      policy.overrideLogicalId(address(this.key, name));
      return policy.name;
    });
    const config = { userName: this.user.name, policyNames: names };
    new IamUserPoliciesExclusive(this, "inline-policies", config).overrideLogicalId(address(this.key));
  }

  private addManagedPolicies(policies: readonly PolicyAttachment[]): void {
    const arns = policies.map(({ keys, arn }) => {
      const config = terraformText({ user: this.user.name, policyArn: arn });
      const attachment = new IamUserPolicyAttachment(this, `policy-attachment-${keys.join("-")}`, config);
      attachment.overrideLogicalId(address(this.key, ...keys));
      return attachment.policyArn;
    });
    const config = { userName: this.user.name, policyArns: arns };
    new IamUserPolicyAttachmentsExclusive(this, "managed-policies", config).overrideLogicalId(address(this.key));
  }

  private effectivePolicies(policies: readonly PolicyAttachment[]): readonly PolicyAttachment[] {
    return this.suspended && !policies.some(({ arn }) => arn === denyAll.arn) ? [...policies, denyAll] : policies;
  }
}
