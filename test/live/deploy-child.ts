import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Ran, root } from "../terminal";

/** The built `roster` in a process group of its own, as a shell would start it. */
export class RosterChild {
  public readonly ended: Promise<Ran>;
  /** What it said so far. */
  public said = { out: "", err: "" };
  private readonly child: ChildProcess;

  public constructor(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv) {
    this.child = spawn(process.execPath, [join(root, "dist", "cli", "index.js"), ...args], {
      cwd,
      env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.child.stdout?.on("data", (chunk) => {
      this.said.out += chunk;
    });
    this.child.stderr?.on("data", (chunk) => {
      this.said.err += chunk;
    });
    this.ended = new Promise((resolve) => {
      // Not "close": what it leaves behind may hold its pipes.
      this.child.once("exit", (code) => setImmediate(() => resolve({ code: code ?? -1, ...this.said })));
    });
  }

  /** Waits until it has said something on stderr. @throws Error with what it said instead */
  public async says(text: string): Promise<void> {
    let ended = false;
    void this.ended.finally(() => {
      ended = true;
    });
    while (!this.said.err.includes(text)) {
      if (ended) throw new Error(`it said: ${this.said.err}`);
      await sleep(50);
    }
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
