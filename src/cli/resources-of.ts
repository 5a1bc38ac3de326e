import { TerraformResource, type TerraformStack } from "cdktf";

/** The resources of a stack by their addresses. */
export function resourcesOf(stack: TerraformStack): ReadonlyMap<string, TerraformResource> {
  return new Map(
    stack.node
      .findAll()
      .filter((element) => element instanceof TerraformResource)
      .map((resource) => [`${resource.terraformResourceType}.${resource.friendlyUniqueId}`, resource]),
  );
}
