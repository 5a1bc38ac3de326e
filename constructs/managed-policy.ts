import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { PolicyDocument } from "../roster/roster";
import { address, refuseSharedAddresses } from "./addresses";
import { terraformText } from "./terraform-text";

export interface ManagedPolicyProps {
  readonly document: PolicyDocument;
  /** Names the policy in its address. @default - the construct's id */
  readonly key?: string;
  /** IAM name. @default - the key */
  readonly name?: string;
  /** @default "/" */
  readonly path?: string;
  /** Changing it replaces the policy. @default - none */
  readonly description?: string;
  /** @default - none but those of the provider */
  readonly tags?: Readonly<Record<string, string>>;
}

/** A customer managed policy: `aws_iam_policy.self-manage-mfa`. */
export class ManagedPolicy extends IamPolicy {
  public constructor(scope: Construct, id: string, props: ManagedPolicyProps) {
    const key = props.key ?? id;
    super(
      scope,
      id,
      terraformText({
        name: props.name ?? key,
        path: props.path ?? "/",
        description: props.description,
        tags: props.tags,
        policy: JSON.stringify(props.document),
      }),
    );
    this.overrideLogicalId(address(key));
    refuseSharedAddresses(TerraformStack.of(this));
  }
}
