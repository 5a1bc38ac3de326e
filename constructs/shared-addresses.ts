import { TerraformElement, type TerraformStack } from "cdktf";

const checked = Symbol.for("iam-roster/distinct-addresses");

/**
 * Lets synthesis fail when two resources of a stack would share an address: CDKTF alone lets the second one silently
 * take the place of the first.
 */
export function refuseSharedAddresses(stack: TerraformStack & { [checked]?: true }): void {
  if (stack[checked]) return;
  stack[checked] = true;
  stack.node.addValidation({ validate: () => sharedAddresses(stack) });
}

function sharedAddresses(stack: TerraformStack): string[] {
  const owners = new Map<string, string>();
  const problems: string[] = [];
  for (const element of stack.node.findAll()) {
    if (!(element instanceof TerraformElement) || !("terraformResourceType" in element)) continue;
    const shared = `${element.terraformResourceType}.${element.friendlyUniqueId}`;
    const owner = owners.get(shared);
    if (owner === undefined) owners.set(shared, element.node.path);
    else problems.push(`${shared} is the address of ${owner} already`);
  }
  return problems;
}
