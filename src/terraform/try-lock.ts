import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defined } from "../text/defined";
import type { Binary } from "./binary";
import { childEnvironment } from "./environment";
import { exitFailure } from "./failure";
import { runProcess } from "./process";
import { parseUiLine } from "./ui-events";

export interface TryLockOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
  /** How long to wait for it. @default 0 */
  readonly lockTimeoutSeconds?: number;
}

/**
 * Takes the lock of a local state file and gives it back, by a plan of nothing in a folder of its own: whether Terraform is at
 * work on the file is not to be seen otherwise, since what it leaves beside it when it is killed is the same.
 *
 * @throws TerraformFailure when the lock is not to be had, or for another reason: see `stateLockOf`
 */
export async function tryLock(file: string, { path, product }: Binary, options: TryLockOptions): Promise<void> {
  const { signal, lockTimeoutSeconds = 0 } = options;
  const folder = await mkdtemp(join(tmpdir(), "roster-lock-"));
  try {
    await writeFile(join(folder, "main.tf.json"), "{}\n");
    const args = ["plan", "-json", "-input=false", "-refresh=false"];
    args.push(`-lock-timeout=${lockTimeoutSeconds}s`, `-state=${file}`);
    const env = childEnvironment(options.env, {
      ...{ TF_WORKSPACE: undefined, TF_DATA_DIR: undefined },
      ...{ TF_CLI_ARGS: undefined, TF_CLI_ARGS_plan: undefined },
    });
    const { exitCode, stdout } = await runProcess(
      path,
      args,
      { cwd: folder, env, graceMs: 1_000, ...defined({ signal }) },
      [product, ...args],
    );
    if (exitCode === 0) return;
    const diagnostics = stdout.split("\n").flatMap((line) => {
      const event = parseUiLine(line);
      return event?.type === "diagnostic" ? [event.diagnostic] : [];
    });
    throw exitFailure([product, ...args], exitCode, diagnostics);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
