/** The dependency lock file that `init` writes. */
export const LOCK_FILE = ".terraform.lock.hcl";

/**
 * A lock file without its checksums, for directories that are thrown away: terraform hashes the 700 MB of the AWS provider
 * at each command, a third of the time of a small plan, and does so only where the lock file has a checksum to compare.
 */
export function withoutHashes(lockFile: string): string {
  return lockFile.replace(/^ *hashes *= *\[[^\]]*\]\n/gm, "");
}
