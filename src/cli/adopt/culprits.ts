import { type Excluded, type Part, titleOf } from "../../adopt/thing";
import type { Diagnostic } from "../../roster/index";
import { factsOf, kindOfType } from "../../terms/kinds";
import { changeLine, type PlannedChange } from "./proof";

/** What a roster would refuse, each with the reason. Errors that are about nothing of the adoption are left out. */
export function refusedByRoster(parts: readonly Part[], errors: readonly Diagnostic[]): Excluded {
  const byPath = new Map(parts.map((part) => [pathKey(part.path), part]));
  const excluded = new Map<string, string>();
  for (const { path, message } of errors) {
    const part = longestPrefix(byPath, path);
    if (part !== undefined) note(excluded, part, `a roster refuses it: ${message.replace(/\.$/, "")}`);
  }
  return excluded;
}

/** Of two that would have one address the second: nothing tells names apart there that differ by a sign and its code. */
export function sharingAddresses(parts: readonly Part[]): Excluded {
  const excluded = new Map<string, string>();
  const seen = new Set<string>();
  const single = parts.filter(({ addresses }) => addresses.length === 1);
  for (const part of single) {
    const [address = ""] = part.addresses;
    if (seen.has(address)) note(excluded, part, `another has the address ${address} in Terraform`);
    seen.add(address);
  }
  return excluded;
}

/** What a plan would do more to than import it. */
export function changedByPlan(parts: readonly Part[], wrong: readonly PlannedChange[]): Excluded {
  const partOf = byAddress(parts);
  const excluded = new Map<string, string>();
  for (const change of wrong) {
    const part = partOf(change.address);
    if (part !== undefined) note(excluded, part, reasonOf(change));
  }
  return excluded;
}

/** What Terraform refuses, by the addresses that its errors speak of. @returns undefined when one speaks of none */
export function refusedByTerraform(parts: readonly Part[], errors: readonly string[]): Excluded | undefined {
  const partOf = byAddress(parts);
  const excluded = new Map<string, string>();
  for (const error of errors) {
    const addresses = error.match(/\baws_iam_[a-z_]+\.[A-Za-z0-9_-]+/g) ?? [];
    const part = addresses.map(partOf).find((found) => found !== undefined);
    if (part === undefined) return undefined;
    note(excluded, part, `Terraform refuses it: ${error}`);
  }
  return excluded;
}

/** The first reason is told. */
function note(excluded: Map<string, string>, { thing }: Part, reason: string): void {
  const title = titleOf(thing);
  if (!excluded.has(title)) excluded.set(title, reason);
}

function reasonOf(change: PlannedChange): string {
  const kind = kindOfType(change.address.slice(0, change.address.indexOf(".")));
  const exact = kind === undefined ? undefined : factsOf(kind).exact;
  if (change.action === "replace" && exact !== undefined && change.attributes[0] === exact) {
    return "Terraform would replace it, whatever text the entry has; it stays as it is, outside the roster";
  }
  return `Terraform would not only import it: ${changeLine(change)}`;
}

/** The smallest part with an address. */
function byAddress(parts: readonly Part[]): (address: string) => Part | undefined {
  const smallest = new Map<string, Part>();
  for (const part of parts) {
    for (const address of part.addresses) {
      const known = smallest.get(address);
      if (known === undefined || known.path.length < part.path.length) smallest.set(address, part);
    }
  }
  return (address) => smallest.get(address);
}

function longestPrefix(byPath: ReadonlyMap<string, Part>, path: Part["path"]): Part | undefined {
  for (let length = path.length; length > 0; length--) {
    const part = byPath.get(pathKey(path.slice(0, length)));
    if (part !== undefined) return part;
  }
  return undefined;
}

const pathKey = (path: Part["path"]) => JSON.stringify(path.map(String));
