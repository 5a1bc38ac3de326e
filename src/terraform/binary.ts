import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, isAbsolute, join, resolve } from "node:path";
import { diagnosticsOfText } from "./diagnostics";
import { childEnvironment } from "./environment";
import { TerraformFailure } from "./failure";
import { runProcess } from "./process";

export type Product = "terraform" | "tofu";

export interface Binary {
  /** Absolute. */
  readonly path: string;
  readonly product: Product;
  /** Without the v, for instance `1.11.4`. */
  readonly version: string;
}

/** `terraform version` takes some 50 ms; one that has said nothing for so long hangs. */
const ANSWER_MS = 10_000;

/**
 * The binary to use: what `TERRAFORM_BINARY_NAME` names (a name on the PATH, or a path), else `terraform`, else `tofu` on
 * the PATH; `undefined` when there is neither.
 *
 * @param answerMs how long it may take to say its version
 * @throws TerraformFailure reason `binary` when the one that was named is missing, or the one found is broken: a broken
 * terraform is never skipped in favour of the next.
 */
export async function findBinary(
  env: NodeJS.ProcessEnv = process.env,
  answerMs: number = ANSWER_MS,
): Promise<Binary | undefined> {
  const named = env.TERRAFORM_BINARY_NAME?.trim();
  if (named) {
    const path = await lookUp(named, env);
    if (path) return identify(path, env, answerMs);
    throw new TerraformFailure(
      "binary",
      `TERRAFORM_BINARY_NAME is ${named}, but there is no such program. Name one on the PATH, or a path, or unset it.`,
    );
  }
  for (const name of ["terraform", "tofu"]) {
    const path = await lookUp(name, env);
    if (path) return identify(path, env, answerMs);
  }
  return undefined;
}

async function lookUp(name: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const windows = process.platform === "win32";
  const folders = name.includes("/") || isAbsolute(name) ? [""] : (env.PATH ?? "").split(delimiter).filter(Boolean);
  for (const folder of folders) {
    for (const ending of windows ? ["", ".exe"] : [""]) {
      const path = resolve(join(folder, name + ending));
      try {
        await access(path, constants.X_OK);
        if ((await stat(path)).isFile()) return path;
      } catch {
        // Not here.
      }
    }
  }
  return undefined;
}

/** Asks the binary what it is; its name does not tell (`TERRAFORM_BINARY_NAME=./tf-next`). */
async function identify(path: string, env: NodeJS.ProcessEnv, answerMs: number): Promise<Binary> {
  const command = [path, "version"];
  const broken = (why: string, exitCode: number | null = null): TerraformFailure =>
    new TerraformFailure(
      "binary",
      `${path} is broken: ${why}. Install it again, or name another with TERRAFORM_BINARY_NAME.`,
      { command, exitCode },
    );
  try {
    // A directory without configuration, or it would list that configuration's providers too.
    const options = { cwd: tmpdir(), env: childEnvironment(env), timeoutMs: answerMs, graceMs: 500, keep: 100_000 };
    const { exitCode, stdout, stderr } = await runProcess(path, ["version"], options, command);
    if (exitCode !== 0) {
      const said = diagnosticsOfText(stderr)[0]?.summary ?? stderr.trim().split("\n")[0];
      throw broken(`"version" ended with ${exitCode ?? "a signal"}${said ? ` (${said})` : ""}`, exitCode);
    }
    const match = /^(Terraform|OpenTofu) v(\d+\.\d+\.\d+\S*)/m.exec(stdout);
    if (!match) throw broken(`it does not answer "version" as Terraform or OpenTofu do`, exitCode);
    return { path, product: match[1] === "OpenTofu" ? "tofu" : "terraform", version: match[2] ?? "" };
  } catch (error) {
    if (error instanceof TerraformFailure && error.reason === "timeout") {
      throw broken(`it has not answered "version" within ${answerMs / 1000} s`);
    }
    throw error;
  }
}
