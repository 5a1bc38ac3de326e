import { IamGroup } from "@cdktf/provider-aws/lib/iam-group";
import { IamGroupPolicyAttachment } from "@cdktf/provider-aws/lib/iam-group-policy-attachment";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { address, refuseSharedAddresses } from "./addresses";
import type { PolicyAttachment } from "./policy-attachment";
import { terraformText } from "./terraform-text";

export interface ManagedGroupProps {
  /** Names the group in addresses. @default - the construct's id */
  readonly key?: string;
  /** IAM name. @default - the key */
  readonly name?: string;
  /** @default "/" */
  readonly path?: string;
  /** @default - none */
  readonly policies?: readonly PolicyAttachment[];
}

/** A group with its managed policies: `aws_iam_group.developers`. Its members belong to the users. */
export class ManagedGroup extends Construct {
  public readonly group: IamGroup;

  public constructor(scope: Construct, id: string, props: ManagedGroupProps = {}) {
    super(scope, id);
    const key = props.key ?? id;
    this.group = new IamGroup(this, "group", terraformText({ name: props.name ?? key, path: props.path ?? "/" }));
    this.group.overrideLogicalId(address(key));
    for (const { keys, arn } of props.policies ?? []) {
      const attachment = new IamGroupPolicyAttachment(
        this,
        `policy-attachment-${keys.join("-")}`,
        terraformText({ group: this.group.name, policyArn: arn }),
      );
      attachment.overrideLogicalId(address(key, ...keys));
    }
    refuseSharedAddresses(TerraformStack.of(this));
  }
}
