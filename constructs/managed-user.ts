import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { IamUserGroupMembership } from "@cdktf/provider-aws/lib/iam-user-group-membership";
import { IamUserPoliciesExclusive } from "@cdktf/provider-aws/lib/iam-user-policies-exclusive";
import { IamUserPolicy } from "@cdktf/provider-aws/lib/iam-user-policy";
import { IamUserPolicyAttachment } from "@cdktf/provider-aws/lib/iam-user-policy-attachment";
import { IamUserPolicyAttachmentsExclusive } from "@cdktf/provider-aws/lib/iam-user-policy-attachments-exclusive";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { addressOf } from "../src/terms/addresses";
import type { SlotKind } from "../src/terms/kinds";
import { awsPolicyArn, type Partition } from "../src/terms/partitions";
import { kebabCase } from "../src/text/kebab-case";
import type { ManagedAccessKey } from "./access-key";
import type { CredentialOwner } from "./credential";
import { type MadeCredentials, type MadeOf, type PropsOf, slotConstructs } from "./credentials";
import { groupName } from "./group-like";
import { ManagedLoginProfile } from "./login-profile";
import { checkUser } from "./managed-user-checks";
import type { ManagedUserProps } from "./managed-user-props";
import type { ManagedMfaDevice } from "./mfa-device";
import { eachNamed, type Named } from "./named";
import { type PolicyDocumentLike, policyText } from "./policy-document";
import { arnOf, attachmentsOf, type PolicyAttachment } from "./policy-like";
import type { ManagedServiceSpecificCredential } from "./service-specific-credential";
import { refuseSharedAddresses } from "./shared-addresses";
import type { ManagedSigningCertificate } from "./signing-certificate";
import type { ManagedSshPublicKey } from "./ssh-public-key";
import { terraformText } from "./terraform-text";

/** Denies everything, whatever else allows it. */
function denyAllOf(partition: Partition): PolicyAttachment {
  return { keys: ["aws", "AWSDenyAll"], arn: awsPolicyArn(partition, "AWSDenyAll") };
}

/**
 * One IAM user together with all that it holds. All of it refers to the user or depends on it, so that Terraform
 * destroys it first and the user is deleted at the first apply.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users.html
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_user
 */
export class ManagedUser extends Construct implements CredentialOwner, MadeCredentials {
  /** Names the user in addresses. */
  public readonly key: string;
  /** The user in Terraform. */
  public readonly resource: IamUser;
  /** Kept, but can do nothing. */
  public readonly suspended: boolean;
  /** Console access, if the user has it and is not suspended. */
  public readonly loginProfile?: ManagedLoginProfile;
  /** By key, as in the props. */
  public readonly mfaDevices: Named<ManagedMfaDevice>;
  /** By slot, as in the props. */
  public readonly accessKeys: Named<ManagedAccessKey>;
  /** By key, as in the props. */
  public readonly sshPublicKeys: Named<ManagedSshPublicKey>;
  /** By key, as in the props. */
  public readonly signingCertificates: Named<ManagedSigningCertificate>;
  /** By key, as in the props. */
  public readonly serviceSpecificCredentials: Named<ManagedServiceSpecificCredential>;

  public constructor(scope: Construct, id: string, props: ManagedUserProps = {}) {
    super(scope, id);
    this.key = props.key ?? id;
    this.suspended = props.suspended ?? false;
    checkUser(this, this.key, props);
    const { permissionsBoundary: boundary } = props;
    this.resource = new IamUser(
      this,
      "Resource",
      terraformText({
        name: props.name ?? this.key,
        path: props.path ?? "/",
        tags: props.tags,
        permissionsBoundary: boundary === undefined ? undefined : arnOf(this, "permissionsBoundary", boundary),
        forceDestroy: props.forceDestroy === undefined ? undefined : true,
      }),
    );
    this.resource.overrideLogicalId(addressOf(this.key));
    if (props.loginProfile !== undefined && !this.suspended) {
      this.loginProfile = new ManagedLoginProfile(this, "login-profile", { ...props.loginProfile, user: this });
    }
    this.mfaDevices = this.slots("mfaDevice", props.mfaDevices);
    this.accessKeys = this.slots("accessKey", props.accessKeys);
    this.sshPublicKeys = this.slots("sshPublicKey", props.sshPublicKeys);
    this.signingCertificates = this.slots("signingCertificate", props.signingCertificates);
    this.serviceSpecificCredentials = this.slots("serviceSpecificCredential", props.serviceSpecificCredentials);
    this.addGroups((props.groups ?? []).map((group) => groupName(this, "groups", group)));
    this.addInlinePolicies(props.inlinePolicies ?? {}, props.existingInlinePolicies ?? []);
    const policies = attachmentsOf(this, "managedPolicies", props.managedPolicies ?? []);
    this.addManagedPolicies(policies, denyAllOf(props.partition ?? "aws"));
    refuseSharedAddresses(TerraformStack.of(this));
  }

  /** A reference to the IAM name. */
  public get name(): string {
    return this.resource.name;
  }

  /** A reference to the ARN. */
  public get arn(): string {
    return this.resource.arn;
  }

  private slots<Kind extends SlotKind>(kind: Kind, given: Named<PropsOf<Kind>> = {}): Named<MadeOf<Kind>> {
    const Credential = slotConstructs[kind];
    return eachNamed(
      given,
      (key, props) => new Credential(this, `${kebabCase(kind)}-${key}`, { ...props, user: this, key }),
    );
  }

  /** One membership for all groups of the user; `aws_iam_group_membership` would fight with it over every member. */
  private addGroups(groups: readonly string[]): void {
    if (groups.length === 0) return;
    const config = terraformText({ user: this.resource.name, groups: [...groups] });
    new IamUserGroupMembership(this, "groups", config).overrideLogicalId(addressOf(this.key));
  }

  private addInlinePolicies(policies: Named<PolicyDocumentLike>, existing: readonly string[]): void {
    const names = Object.entries(policies).map(([name, document]) => {
      const config = terraformText({ user: this.resource.name, name, policy: policyText(document) });
      const policy = new IamUserPolicy(this, `inline-policy-${name}`, config);
      policy.overrideLogicalId(addressOf(this.key, name));
      return policy.name;
    });
    const config = terraformText({ userName: this.resource.name, policyNames: [...names, ...existing] });
    new IamUserPoliciesExclusive(this, "inline-policies", config).overrideLogicalId(addressOf(this.key));
  }

  private addManagedPolicies(given: readonly PolicyAttachment[], denyAll: PolicyAttachment): void {
    const denied = !this.suspended || given.some(({ arn }) => arn === denyAll.arn);
    const arns = (denied ? given : [...given, denyAll]).map(({ keys, arn }) => {
      const config = terraformText({ user: this.resource.name, policyArn: arn });
      const attachment = new IamUserPolicyAttachment(this, `policy-attachment-${keys.join("-")}`, config);
      attachment.overrideLogicalId(addressOf(this.key, ...keys));
      return attachment.policyArn;
    });
    const config = { userName: this.resource.name, policyArns: arns };
    new IamUserPolicyAttachmentsExclusive(this, "managed-policies", config).overrideLogicalId(addressOf(this.key));
  }
}
