import { existsSync, readFileSync, rmSync } from "node:fs";
import { basename, resolve } from "node:path";
import { TerraformResource, type TerraformStack } from "cdktf";
import { type ImportBlock, ImportBlocks } from "../../constructs/import-blocks";
import { writeWhole } from "../files/write-whole";
import { credentialKinds, kinds } from "../terms/kinds";
import { UsageError } from "./command";

/** Where `roster adopt` leaves the imports of a stack until they are done: beside cdktf.json, in git like the roster. */
export function importsFile(project: string, stack: string): string {
  return resolve(project, `${stack}.imports.json`);
}

/** The imports that are still to be done; none where there is no such file. @throws UsageError */
export function readImports(file: string): readonly ImportBlock[] {
  if (!existsSync(file)) return [];
  try {
    const { schemaVersion, imports } = JSON.parse(readFileSync(file, "utf8")) as {
      schemaVersion: unknown;
      imports: unknown;
    };
    if (schemaVersion === 1 && Array.isArray(imports) && imports.every(isImport)) return imports;
  } catch {
    // Said below, in one message for all that can be wrong.
  }
  throw new UsageError(`${basename(file)} is not what roster adopt writes; restore it from git, or adopt again`);
}

function isImport(value: unknown): value is ImportBlock {
  const { to, id } = (value ?? {}) as Partial<ImportBlock>;
  return typeof to === "string" && typeof id === "string";
}

/** Writes it whole or not at all; without imports the file goes. */
export function writeImports(file: string, imports: readonly ImportBlock[]): void {
  if (imports.length === 0) {
    rmSync(file, { force: true });
    return;
  }
  const note =
    "Written by roster adopt. Once they are applied, roster deploy, or roster adopt --finish, removes this file.";
  writeWhole(file, `${JSON.stringify({ schemaVersion: 1, note, imports }, undefined, 2)}\n`, { shared: true });
}

/** What an import cannot know, and would change: our tags, and a flag that is read from the state alone. */
const untouchedOf: ReadonlyMap<string, readonly string[]> = new Map([
  ["aws_iam_policy", ["tags", "tags_all"]],
  ["aws_iam_user", ["tags", "tags_all", "force_destroy"]],
  ...credentialKinds.flatMap((kind): [string, string[]][] =>
    kinds[kind].tags ? [[kinds[kind].type, ["tags", "tags_all"]]] : [],
  ),
]);

/**
 * Puts import blocks into a stack, for what is still in it. As long as something is to be imported, its tags are left
 * alone, so that the plan shows imports and nothing else; the plan after it adds the tags.
 */
export function takeOver(stack: TerraformStack, imports: readonly ImportBlock[]): void {
  if (imports.length === 0) return;
  const resources = new Map(
    stack.node
      .findAll()
      .filter((element) => element instanceof TerraformResource)
      .map((resource) => [`${resource.terraformResourceType}.${resource.friendlyUniqueId}`, resource]),
  );
  const kept = imports.filter(({ to }) => resources.has(to));
  for (const { to } of kept) {
    const resource = resources.get(to);
    const untouched = untouchedOf.get(resource?.terraformResourceType ?? "");
    if (untouched !== undefined) resource?.addOverride("lifecycle.ignore_changes", untouched);
  }
  if (kept.length > 0) new ImportBlocks(stack, "imports", kept);
}
