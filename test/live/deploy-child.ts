import { execFileSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Ran, type Started, startBuilt } from "../terminal";

/** The built `roster` in a process group of its own, as a shell would start it. */
export class RosterChild {
  public readonly ended: Promise<Ran>;
  public readonly says: Started["says"];
  /** What it said so far. */
  public readonly said: Started["printed"];
  /** The same, both outputs as they came; whole when `closed`. */
  public both = "";
  public readonly closed: Promise<void>;
  private readonly child: Started["child"];

  public constructor(words: readonly string[], cwd: string, env: NodeJS.ProcessEnv) {
    const { child, printed, ended, says } = startBuilt(words, { cwd, env, detached: true });
    this.child = child;
    this.said = printed;
    this.ended = ended;
    this.says = says;
    for (const output of [child.stdout, child.stderr])
      output?.on("data", (text) => {
        this.both += text;
      });
    this.closed = new Promise((resolve) => child.once("close", () => resolve()));
  }

  /** The power goes: nobody gets to do anything more, terraform and its providers neither. */
  public killAll(): void {
    const { pid = 0 } = this.child;
    for (const one of [pid, ...descendants(pid)]) kill(one);
  }

  /** Only `roster` itself, as the kernel does that needs memory. */
  public killParent(): void {
    kill(this.child.pid ?? 0);
  }
}

function descendants(pid: number): number[] {
  const all = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const below = (parent: number): number[] =>
    all.flatMap(([one = 0, of]) => (of === parent ? [one, ...below(one)] : []));
  return below(pid);
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

/**
 * Terraform, but its init happens once a folder, and without the checksum of the provider in the lock file: terraform would
 * hash its 700 MB at each of the many commands of a test.
 * @returns the path, for TERRAFORM_BINARY_NAME
 */
export function quickTerraform(folder: string, terraform: string): string {
  const file = join(folder, "terraform");
  const script = `#!/bin/sh
if [ "$1" != init ]; then exec '${terraform}' "$@"; fi
if [ -d .terraform/providers ]; then exit 0; fi
'${terraform}' "$@" || exit $?
sed '/^ *hashes = \\[/,/\\]/d' .terraform.lock.hcl > .terraform.lock.new && mv .terraform.lock.new .terraform.lock.hcl
`;
  writeFileSync(file, script);
  chmodSync(file, 0o755);
  return file;
}
