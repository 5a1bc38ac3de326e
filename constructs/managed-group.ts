import { IamGroup } from "@cdktf/provider-aws/lib/iam-group";
import { IamGroupPolicyAttachment } from "@cdktf/provider-aws/lib/iam-group-policy-attachment";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { addressOf } from "../src/terms/addresses";
import { attachmentsOf, type PolicyLike } from "./policy-like";
import { refuseSharedAddresses } from "./shared-addresses";
import { terraformText } from "./terraform-text";

/** The settings of a group. */
export interface ManagedGroupProps {
  /**
   * Names the group in addresses: changing it replaces the group.
   * @default - the construct's id
   */
  readonly key?: string;
  /**
   * IAM name.
   * @default - the key
   */
  readonly name?: string;
  /**
   * IAM path, with a slash at both ends.
   * @default "/"
   */
  readonly path?: string;
  /**
   * Managed policies of all members.
   * @default - none
   */
  readonly policies?: readonly PolicyLike[];
}

/**
 * A group with its managed policies: `aws_iam_group.developers`. Who is a member is said by the users.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_group
 */
export class ManagedGroup extends Construct {
  /** Names the group in addresses. */
  public readonly key: string;
  /** The group in Terraform. */
  public readonly resource: IamGroup;

  public constructor(scope: Construct, id: string, props: ManagedGroupProps = {}) {
    super(scope, id);
    this.key = props.key ?? id;
    this.resource = new IamGroup(this, "Resource", {
      ...terraformText({ name: props.name ?? this.key, path: props.path ?? "/" }),
      // Else Terraform deletes a group before it takes out the members who stay, and IAM refuses that (DeleteConflict).
      lifecycle: { createBeforeDestroy: true },
    });
    this.resource.overrideLogicalId(addressOf(this.key));
    for (const { keys, arn } of attachmentsOf(this, "policies", props.policies ?? [])) {
      const attachment = new IamGroupPolicyAttachment(
        this,
        `policy-attachment-${keys.join("-")}`,
        terraformText({ group: this.resource.name, policyArn: arn }),
      );
      attachment.overrideLogicalId(addressOf(this.key, ...keys));
    }
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
}
