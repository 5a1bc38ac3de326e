import { TerraformElement, type TerraformStack } from "cdktf";

/**
 * The name of a resource in Terraform, from the keys in `users.yaml`: `alice`, `alice--laptop`. An address is a
 * promise: changing it destroys and re-creates what it names, so this function never changes.
 *
 * It is one to one. `--` stands between keys only; whatever Terraform does not allow in a name, or could make two
 * keys meet, is written `_uHH_` with the character's code in hexadecimal (`jane.doe` is `jane_u2e_doe`).
 */
export function address(...keys: readonly [string, ...string[]]): string {
  const name = keys.map(escapeKey).join("--");
  // Terraform wants a letter or an underscore first; JavaScript objects already have a `constructor`.
  return /^[0-9]/.test(name) || name in Object.prototype ? `${escapeCharacter(name[0] ?? "")}${name.slice(1)}` : name;
}

function escapeKey(key: string): string {
  return key.replace(ambiguous, escapeCharacter);
}

/** All but letters, digits, single hyphens inside the key, and underscores that do not begin an escape. */
const ambiguous = /[^A-Za-z0-9_-]|^-|-$|(?<=-)-|_(?=u[0-9a-f]+_)/gu;

function escapeCharacter(character: string): string {
  return `_u${character.codePointAt(0)?.toString(16).padStart(2, "0")}_`;
}

/** The key of a managed policy in addresses: ARNs lose what all have in common, AWS's own are told apart by `aws`. */
export function policyKeys(reference: { kind: "named"; key: string } | { kind: "arn"; arn: string }): string[] {
  if (reference.kind === "named") return [reference.key];
  const parts = /^arn:aws:iam::([^:]*):policy\/(.+)$/.exec(reference.arn);
  return parts === null ? ["arn", reference.arn] : [parts[1] ?? "", parts[2] ?? ""];
}

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
