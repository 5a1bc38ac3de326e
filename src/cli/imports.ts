import { existsSync, readFileSync, rmSync } from "node:fs";
import { basename, resolve } from "node:path";
import { TerraformProvider, type TerraformResource, type TerraformStack } from "cdktf";
import { type ImportBlock, ImportBlocks } from "../../constructs/import-blocks";
import { terraformText } from "../../constructs/terraform-text";
import type { ForgottenLeaver } from "../adopt/forgotten-leaver";
import { writeWhole } from "../files/write-whole";
import { addressOf, ownerOf, readAddress } from "../terms/addresses";
import { holdingOfType } from "../terms/holdings";
import { credentialKinds, kinds } from "../terms/kinds";
import { isObject } from "../text/values";
import { UsageError } from "./command";
import { resourcesOf } from "./resources-of";

/** Where `roster adopt` leaves the imports of a stack until they are done: beside cdktf.json, in git like the roster. */
export function importsFile(project: string, stack: string): string {
  return resolve(project, `${stack}.imports.json`);
}

/** What a stack is still to import. */
interface Open {
  readonly imports: readonly ImportBlock[];
  /** Who is brought back to be removed; their imports are not among the others. */
  readonly leavers: readonly ForgottenLeaver[];
}

/** The imports that are still to be done; none where there is no such file. @throws UsageError */
export function readImports(file: string): readonly ImportBlock[] {
  return readOpen(file).imports;
}

/** Those who are still to be brought back; none where there is no such file. @throws UsageError */
export function readLeavers(file: string): readonly ForgottenLeaver[] {
  return readOpen(file).leavers;
}

/** Writes it whole or not at all; where nothing is open any more the file goes. */
export function writeImports(file: string, imports: readonly ImportBlock[]): void {
  writeOpen(file, { imports, leavers: readLeavers(file) });
}

/** The same of those who are brought back. */
export function writeLeavers(file: string, leavers: readonly ForgottenLeaver[]): void {
  writeOpen(file, { imports: readImports(file), leavers });
}

function readOpen(file: string): Open {
  if (!existsSync(file)) return { imports: [], leavers: [] };
  try {
    const open: unknown = JSON.parse(readFileSync(file, "utf8"));
    const { schemaVersion, imports, leavers = [] } = isObject(open) ? open : {};
    if (schemaVersion === 1 && areImports(imports) && Array.isArray(leavers) && leavers.every(isLeaver))
      return { imports, leavers };
  } catch {
    // Said below, in one message for all that can be wrong.
  }
  throw new UsageError(`${basename(file)} is not what roster adopt writes; restore it from git, or adopt again`);
}

function areImports(value: unknown): value is ImportBlock[] {
  return (
    Array.isArray(value) &&
    value.every((one) => isObject(one) && typeof one.to === "string" && typeof one.id === "string")
  );
}

/** The whole address of each import is the leaver's own: nobody else is removed with them. */
function isLeaver(value: unknown): value is ForgottenLeaver {
  if (!isObject(value)) return false;
  const { key, name, userId, imports } = value;
  if (typeof key !== "string" || key === "" || typeof name !== "string" || typeof userId !== "string") return false;
  const user = `aws_iam_user.${addressOf(key)}`;
  return (
    areImports(imports) &&
    imports.every(
      ({ to }) => to === user || (holdingOfType(readAddress(to)?.type ?? "") !== undefined && ownerOf(to) === user),
    )
  );
}

function writeOpen(file: string, { imports, leavers }: Open): void {
  if (imports.length === 0 && leavers.length === 0) {
    rmSync(file, { force: true });
    return;
  }
  const note =
    "Written by roster adopt. Once they are applied, roster deploy, or roster adopt --finish, removes this file.";
  const more =
    leavers.length === 0
      ? {}
      : {
          noteOnLeavers:
            "Were leaving with an apply that was interrupted. Only roster deploy imports and then removes them.",
          leavers,
        };
  writeWhole(file, `${JSON.stringify({ schemaVersion: 1, note, imports, ...more }, undefined, 2)}\n`, {
    shared: true,
  });
}

/**
 * What an import cannot know, and would change: our tags, a flag that is read from the state alone, and the status of what an apply
 * created and was cut off before it made it inactive.
 */
const untouchedOf: ReadonlyMap<string, readonly string[]> = new Map([
  ["aws_iam_policy", ["tags", "tags_all"]],
  ["aws_iam_user", ["tags", "tags_all", "force_destroy"]],
  ...credentialKinds.map((kind): [string, string[]] => [
    kinds[kind].type,
    [...(kinds[kind].tags ? ["tags", "tags_all"] : []), ...(kinds[kind].status ? ["status"] : [])],
  ]),
]);

/**
 * Puts import blocks into a stack, for what is still in it. As long as something is to be imported, its tags and its status are
 * left alone, so that the plan shows imports and nothing else; the plan after it changes them.
 */
export function takeOver(stack: TerraformStack, imports: readonly ImportBlock[]): void {
  if (imports.length === 0) return;
  const resources = resourcesOf(stack);
  const kept = imports.filter(({ to }) => resources.has(to));
  if (kept.length === 0) return;
  const keys = emptyTagsOf(resources.values());
  for (const [address, resource] of resources) {
    const untouched = untouchedOf.get(resource.terraformResourceType);
    const imported = kept.some(({ to }) => to === address);
    if (untouched === undefined || !(imported || tagsOf(resource).some(([key]) => keys.includes(key)))) continue;
    // What the resource ignores anyway stays: CDKTF adds one list to the other.
    if (untouched.length > 0) resource.addOverride("lifecycle.ignore_changes", untouched);
  }
  if (keys.length > 0) providerOf(stack)?.addOverride("ignore_tags", [terraformText({ keys })]);
  new ImportBlocks(stack, "imports", kept);
}

/**
 * Keys of tags with an empty value. Where a resource has one, the provider does not know its `tags_all` before the apply
 * (5.100.0), so that ignoring their changes is no help: the import would be an update.
 */
function emptyTagsOf(resources: Iterable<TerraformResource>): string[] {
  const empty = [...resources].flatMap((resource) => tagsOf(resource).filter(([, value]) => value === ""));
  return [...new Set(empty.map(([key]) => key))].sort();
}

function tagsOf(resource: TerraformResource & { readonly tagsInput?: unknown }): [string, unknown][] {
  return isObject(resource.tagsInput) ? Object.entries(resource.tagsInput) : [];
}

function providerOf(stack: TerraformStack): TerraformProvider | undefined {
  return stack.node.findAll().find((element) => element instanceof TerraformProvider);
}
