import { TerraformElement } from "cdktf";
import type { Construct } from "constructs";
import { terraformText } from "./terraform-text";

/** An existing thing of the account that an address takes over. */
export interface ImportBlock {
  /** Such as `aws_iam_user.alice`. */
  readonly to: string;
  /** In the form that the resource's documentation gives. */
  readonly id: string;
}

/** All import blocks of a stack in one element: CDKTF's `importFrom` starts `terraform version` once a resource. */
export class ImportBlocks extends TerraformElement {
  public constructor(
    scope: Construct,
    id: string,
    private readonly blocks: readonly ImportBlock[],
  ) {
    super(scope, id);
  }

  public override toTerraform(): { import: unknown[] } {
    return { import: this.blocks.map((block) => terraformText({ to: block.to, id: block.id })) };
  }
}
