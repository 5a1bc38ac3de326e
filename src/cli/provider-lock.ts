import { lstatSync } from "node:fs";
import { join } from "node:path";
import { writeWhole } from "../files/write-whole";
import { FileProblem, readRegularFile } from "../roster/regular-file";
import type { Product } from "../terraform/binary";
import type { InitOptions, InitResult } from "../terraform/init";
import { awsLock, BrokenLock, everyHost, LOCK_FILE, lockedVersion, withAwsLock } from "../terraform/lock";
import { AWS_PROVIDER, meetsConstraint, REGISTRY_HOST } from "../terraform/provider";
import type { Workspace } from "../terraform/workspace";
import { printable } from "../text/printable";
import { UsageError } from "./command";
import type { Options } from "./options";

export const lockOptions = {
  "update-lock": {
    type: "boolean",
    help: "with the newest provider, which .terraform.lock.hcl then pins for deploy and everybody; commit that file",
  },
  "provider-version": {
    type: "string",
    value: "VERSION",
    help: "with --update-lock: this version of hashicorp/aws instead of the newest, such as 6.27.0",
  },
} as const satisfies Options;

/** @returns undefined for the newest @throws UsageError for a version that no stack accepts */
export function versionToLock(values: {
  readonly "update-lock": boolean;
  readonly "provider-version": string | undefined;
}): string | undefined {
  const version = values["provider-version"];
  if (version === undefined) return undefined;
  if (!values["update-lock"])
    throw new UsageError("--provider-version is the version to pin: give it with --update-lock");
  if (meetsConstraint(version)) return version;
  throw new UsageError(
    `--provider-version ${printable(version)}: a released version is expected, ${AWS_PROVIDER.constraint}`,
  );
}

/** A lock has some 2 kB; with the checksums of all platforms some 20. */
const MAX_BYTES = 1024 * 1024;

/** @throws UsageError for what is no lock file: a pin that cannot be read is not "not pinned" */
function fromLock<T>(project: string, read: (lock: string) => T): T {
  const file = join(project, LOCK_FILE);
  // A link that leads nowhere is there too.
  if (lstatSync(file, { throwIfNoEntry: false }) === undefined) return read("");
  try {
    return read(
      readRegularFile(file, { maxBytes: MAX_BYTES, larger: "the 1 MiB that a lock file may have" }).toString("utf8"),
    );
  } catch (error) {
    if (!(error instanceof FileProblem || error instanceof BrokenLock)) throw error;
    const why = error instanceof BrokenLock ? `cannot be read: ${error.message}` : error.message;
    throw new UsageError(
      `${printable(file)} ${why}; restore it from git, or remove it and pin the provider again: roster rehearse --update-lock`,
    );
  }
}

/** Puts what the project pins beside a stack, for whoever runs terraform there; where it pins nothing, what is there stays. */
export function placeLock(project: string, folder: string): void {
  place(
    fromLock(project, (text) => awsLock(text, everyHost)),
    folder,
  );
}

/** `init` with the provider that the project pins, or, where it pins none for this product, with any that the stack allows. */
export async function initPinned(
  workspace: Workspace,
  project: string,
  options: InitOptions = {},
): Promise<InitResult & { readonly pinned: boolean }> {
  const lock = fromLock(project, (text) => awsLock(text, [REGISTRY_HOST[workspace.binary.product]]));
  place(lock, workspace.directory);
  const pinned = lock !== undefined;
  return { ...(await workspace.init({ ...options, locked: pinned })), pinned };
}

/** What a person is told whose provider is the newest of the day. */
export function notPinned(version: string | undefined): string {
  return `hashicorp/aws ${version ?? "?"} is not pinned: roster rehearse --update-lock pins it in ${LOCK_FILE}; commit that file`;
}

/**
 * Pins in the project what a lock file says. What the project pins for the other product stays.
 * @returns the version
 */
export function pin(project: string, made: string, product: Product): string {
  const host = REGISTRY_HOST[product];
  const lock = fromLock(project, (text) => withAwsLock(text, made, host));
  writeWhole(join(project, LOCK_FILE), lock, { shared: true });
  return lockedVersion(made, host) ?? "";
}

function place(lock: string | undefined, folder: string): void {
  if (lock !== undefined) writeWhole(join(folder, LOCK_FILE), lock, { shared: true });
}
