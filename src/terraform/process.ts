import { type StdioOptions, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { TerraformFailure } from "./failure";
import { NamelessFile } from "./nameless-file";

export type OutputStream = "stdout" | "stderr";

export interface ProcessOptions {
  readonly cwd: string;
  /** The whole environment of the child; nothing is inherited beside it. */
  readonly env: NodeJS.ProcessEnv;
  /** Called with each line as it comes. Raw text: it can hold secrets and control characters. */
  readonly onLine?: (stream: OutputStream, line: string) => void;
  /** Stops the child when it fires. */
  readonly signal?: AbortSignal;
  /** @default - no limit */
  readonly timeoutMs?: number;
  /** How long it may take to end by itself after the first SIGINT, in which terraform saves its state. @default 120000 */
  readonly graceMs?: number;
  /** It must be able to end its work when we are killed and cannot wait for it any more. @default false */
  readonly outlivesUs?: boolean;
  /** What it writes is for its owner alone: a state holds secrets. @default false */
  readonly privateFiles?: boolean;
  /** Characters kept of each stream. @default 4 MiB */
  readonly keep?: number;
  /** What happens beyond `keep`: the oldest part is forgotten, or the run fails. @default "forget" */
  readonly beyond?: "forget" | "fail";
}

export interface ProcessResult {
  /** `null` when a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** IAM is slow to agree with itself, and a call that is cut off is a credential that no state knows. */
const GRACE_MS = 120_000;
/** After the second SIGINT terraform gives itself 5 s. */
const LAST_MS = 7_000;
/** npm passes on a Ctrl-C that the terminal has sent to all already: only a later one is a second one. */
const AGAIN_MS = 1_000;
const KEEP = 4 * 1024 * 1024;
const LINE = 8 * 1024 * 1024;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** A child inherits it, and `spawn` takes none. */
function withUmask<T>(umask: number, work: () => T): T {
  const before = process.umask(umask);
  try {
    return work();
  } finally {
    process.umask(before);
  }
}

/**
 * Runs a program without a shell and without stdin, and waits until it and all it has started have ended.
 *
 * The child leads a process group of its own, so that Ctrl-C on a terminal reaches it once and through us: on SIGINT,
 * SIGTERM or SIGHUP to this process, on `signal`, or on time-out it gets SIGINT. After `graceMs`, or when such a signal comes
 * again, it gets a second one, which terraform takes for "at once", and if that does not help its whole group
 * gets SIGKILL. The result is then a `TerraformFailure` with reason `interrupted` or `timeout`.
 *
 * @throws TerraformFailure reason `binary` when it cannot be started. A status other than 0 is no error here.
 */
export async function runProcess(
  path: string,
  args: readonly string[],
  options: ProcessOptions,
  command: readonly string[] = [path, ...args],
): Promise<ProcessResult> {
  const words = command.slice(0, 2).join(" ");
  if (options.signal?.aborted) throw new TerraformFailure("interrupted", `${words} was not started`, { command });

  // Windows has no files without a name.
  const outputs =
    options.outlivesUs && process.platform !== "win32" ? [new NamelessFile(), new NamelessFile()] : undefined;
  const start = () =>
    spawn(path, args, {
      cwd: options.cwd,
      env: options.env,
      stdio: ["ignore", ...(outputs?.map(({ descriptor }) => descriptor) ?? ["pipe", "pipe"])] as StdioOptions,
      detached: process.platform !== "win32",
    });
  const child = options.privateFiles === true ? withUmask(0o077, start) : start();
  const group = (signal: NodeJS.Signals): void => {
    if (child.pid === undefined) return;
    try {
      process.kill(process.platform === "win32" ? child.pid : -child.pid, signal);
    } catch {
      // Nobody of it is left.
    }
  };

  let stopped: "interrupted" | "timeout" | undefined;
  let overflow = false;
  let killer: NodeJS.Timeout | undefined;
  let stoppedAt = 0;
  const graceMs = options.graceMs ?? GRACE_MS;
  const insist = (): void => {
    clearTimeout(killer);
    child.kill("SIGINT");
    killer = setTimeout(() => group("SIGKILL"), Math.min(graceMs, LAST_MS));
  };
  const stop = (why: "interrupted" | "timeout"): void => {
    if (stopped) return;
    stopped = why;
    stoppedAt = Date.now();
    // Terraform alone: it ends its providers itself once it has saved the state.
    child.kill("SIGINT");
    killer = setTimeout(insist, graceMs);
  };
  const interrupt = (): void => stop("interrupted");
  const onSignal = (): void => (stopped && Date.now() - stoppedAt > AGAIN_MS ? insist() : interrupt());
  const atExit = (): void => group("SIGKILL");
  const timer =
    options.timeoutMs === undefined ? undefined : setTimeout(() => stop("timeout"), Math.max(0, options.timeoutMs));
  options.signal?.addEventListener("abort", interrupt, { once: true });
  for (const signal of SIGNALS) process.on(signal, onSignal);
  process.on("exit", atExit);

  const tooMuch = (): void => {
    overflow = true;
    group("SIGKILL");
  };
  const streams = outputs?.map(({ stream }) => stream) ?? [child.stdout, child.stderr];
  const [stdout, stderr] = (["stdout", "stderr"] as const).map((name, index) =>
    collect(name, streams[index] as Readable, options, tooMuch),
  ) as [() => string, () => string];

  try {
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once("error", (cause) =>
        reject(new TerraformFailure("binary", `${path} cannot be started: ${cause.message}`, { command, cause })),
      );
      // What it started may outlive it (a provider after a crash) and would hold our pipes open.
      child.once("exit", () => group("SIGKILL"));
      child.once("close", (code) => resolve(code));
    });
    for (const output of outputs ?? []) await output.end();
    if (overflow) {
      throw new TerraformFailure("output", `${words} answered with more than ${options.keep ?? KEEP} characters`, {
        command,
        exitCode,
      });
    }
    if (stopped) {
      const why = stopped === "timeout" ? `took longer than ${options.timeoutMs} ms` : "was interrupted";
      throw new TerraformFailure(stopped, `${words} ${why} and has been stopped`, { command, exitCode });
    }
    return { exitCode, stdout: stdout(), stderr: stderr() };
  } finally {
    for (const output of outputs ?? []) await output.end();
    clearTimeout(timer);
    clearTimeout(killer);
    options.signal?.removeEventListener("abort", interrupt);
    for (const signal of SIGNALS) process.off(signal, onSignal);
    process.off("exit", atExit);
  }
}

/** Reads one stream: lines to `onLine`, the newest `keep` characters to the result. */
function collect(name: OutputStream, stream: Readable, options: ProcessOptions, tooMuch: () => void): () => string {
  const keep = options.keep ?? KEEP;
  let chunks: string[] = [];
  let length = 0;
  let line = "";
  stream.setEncoding("utf8");
  stream.on("data", (chunk: string) => {
    chunks.push(chunk);
    length += chunk.length;
    if (length > keep && options.beyond === "fail") {
      chunks = [];
      length = 0;
      tooMuch();
    } else if (length > 2 * keep) {
      chunks = [chunks.join("").slice(-keep)];
      length = keep;
    }
    if (!options.onLine) return;
    const lines = (line + chunk).split("\n");
    // A line without end is cut, so that it cannot fill the memory.
    line = (lines.pop() ?? "").slice(0, LINE);
    for (const complete of lines) options.onLine(name, complete.replace(/\r$/, ""));
  });
  stream.on("end", () => {
    if (line) options.onLine?.(name, line);
  });
  return () => chunks.join("").slice(-keep);
}
