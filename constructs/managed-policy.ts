import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { addressOf } from "../src/terms/addresses";
import { type PolicyDocumentLike, policyText } from "./policy-document";
import type { KeyedPolicy } from "./policy-like";
import { refuseSharedAddresses } from "./shared-addresses";
import { terraformText } from "./terraform-text";

/** The settings of a customer managed policy. */
export interface ManagedPolicyProps {
  /** What the policy allows and denies. */
  readonly document: PolicyDocumentLike;
  /**
   * Names the policy in addresses: changing it replaces the policy.
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
   * What the policy is for; changing it replaces the policy.
   * @default - none
   */
  readonly description?: string;
  /**
   * Tags by key.
   * @default - none but those of the provider
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * A customer managed policy: `aws_iam_policy.self-manage-mfa`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_policy
 */
export class ManagedPolicy extends Construct implements KeyedPolicy {
  /** Names the policy in addresses. */
  public readonly key: string;
  /** The policy in Terraform. */
  public readonly resource: IamPolicy;

  public constructor(scope: Construct, id: string, props: ManagedPolicyProps) {
    super(scope, id);
    this.key = props.key ?? id;
    this.resource = new IamPolicy(
      this,
      "Resource",
      terraformText({
        name: props.name ?? this.key,
        path: props.path ?? "/",
        description: props.description,
        tags: props.tags,
        policy: policyText(props.document),
      }),
    );
    this.resource.overrideLogicalId(addressOf(this.key));
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
