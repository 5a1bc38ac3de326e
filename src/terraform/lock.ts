import { by } from "../text/by";
import { AWS_PROVIDER, REGISTRY_HOST } from "./provider";

/** The dependency lock file that `init` writes. */
export const LOCK_FILE = ".terraform.lock.hcl";

const HEAD = `# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.
`;

/**
 * What a lock file says of the AWS provider, and of no other: with the flag `-lockfile=readonly` one more provider is an error.
 * @param hosts whose provider it is: each product has its own registry @returns undefined where it says nothing of them
 */
export function awsLock(lockFile: string, hosts: readonly string[]): string | undefined {
  const blocks = blocksIn(lockFile);
  const found = hosts.flatMap((host) => blocks.get(`${host}/${AWS_PROVIDER.source}`) ?? []);
  return found.length === 0 ? undefined : written(found);
}

/** The version that a lock file has of the AWS provider of this host. */
export function lockedVersion(lockFile: string, host: string): string | undefined {
  const block = blocksIn(lockFile).get(`${host}/${AWS_PROVIDER.source}`) ?? "";
  return /^ *version *= *"([^"\n]{1,100})"$/m.exec(block)?.[1];
}

/**
 * A lock file with what another one says of this host's AWS provider; what it says of others, the same provider for the
 * other product among them, stays. Neither Terraform nor OpenTofu keeps that: each drops what it does not need itself.
 */
export function withAwsLock(lockFile: string, made: string, host: string): string {
  const address = `${host}/${AWS_PROVIDER.source}`;
  const block = blocksIn(made).get(address);
  if (block === undefined) throw new Error(`init has locked no ${address}`);
  const blocks = [...blocksIn(lockFile).set(address, block)].sort(by(([name]) => name));
  return written(blocks.map(([, text]) => text));
}

/** All hosts: who makes the stack does not know who will run it. */
export const everyHost: readonly string[] = Object.values(REGISTRY_HOST);

function written(blocks: readonly string[]): string {
  return [HEAD, ...blocks].join("\n");
}

/** What is no lock file, as `init` writes it; with a line number. */
export class BrokenLock extends Error {
  public override readonly name = "BrokenLock";
}

/**
 * By address. What is not understood is an error: whoever pins a provider must not get another one.
 * @throws BrokenLock
 */
function blocksIn(lockFile: string): Map<string, string> {
  const blocks = new Map<string, string>();
  let open: { readonly address: string; readonly lines: string[] } | undefined;
  const lines = lockFile.split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    const [, address] = /^provider "([^"]{1,500})" \{$/.exec(line) ?? [];
    const isNew = address !== undefined && open === undefined && !blocks.has(address);
    if (isNew) open = { address, lines: [] };
    if (open === undefined ? !/^\s*(#.*)?$/.test(line) : !isNew && /^\S/.test(line) && line !== "}")
      throw new BrokenLock(`line ${index + 1} is not as terraform init writes it`);
    open?.lines.push(line);
    if (open === undefined || line !== "}") continue;
    blocks.set(open.address, `${open.lines.join("\n")}\n`);
    open = undefined;
  }
  if (open !== undefined) throw new BrokenLock("its end is missing");
  return blocks;
}

/**
 * A lock file without its checksums, for directories that are thrown away: terraform hashes the 700 MB of the AWS provider
 * at each command, a third of the time of a small plan, and does so only where the lock file has a checksum to compare.
 */
export function withoutHashes(lockFile: string): string {
  return lockFile.replace(/^ *hashes *= *\[[^\]]*\]\n/gm, "");
}

/** Whether it has the checksums of the registry, which are those of every platform; of a mirror, `init` knows this machine's. */
export function knowsEveryPlatform(lockFile: string): boolean {
  return lockFile.includes('"zh:');
}

/** A lock file of one provider with another constraint: `init` notes under which one it chose, and compares that the next time. */
export function withConstraint(lockFile: string, constraint: string): string {
  return lockFile.replace(/^( *constraints *= *)"[^"\n]*"$/m, (_, name: string) => `${name}"${constraint}"`);
}
