import { type Diagnostic, diagnosticLine, plainText } from "./diagnostics";

/**
 * What went wrong:
 * - `binary`: the binary asked for is missing or broken
 * - `provider`: no provider can be had: the registry does not answer and no mirror serves
 * - `exit`: terraform ended with an error of its own, see `diagnostics`
 * - `output`: terraform answered something that is not what it documents, or more than can be kept
 * - `timeout`, `interrupted`: we stopped it
 */
export type FailureReason = "binary" | "provider" | "exit" | "output" | "timeout" | "interrupted";

/** The one error of this room. Its message holds no raw output of terraform, only diagnostics, as plain text. */
export class TerraformFailure extends Error {
  override readonly name = "TerraformFailure";
  readonly reason: FailureReason;
  /** Product and arguments, for instance `["terraform", "apply", "-json"]`; empty when nothing ran. */
  readonly command: readonly string[];
  /** `null` when a signal ended it, or nothing ran. */
  readonly exitCode: number | null;
  readonly diagnostics: readonly Diagnostic[];

  constructor(
    reason: FailureReason,
    message: string,
    details: {
      command?: readonly string[];
      exitCode?: number | null;
      diagnostics?: readonly Diagnostic[];
      cause?: unknown;
    } = {},
  ) {
    super(plainText(message), details.cause === undefined ? undefined : { cause: details.cause });
    this.reason = reason;
    this.command = details.command ?? [];
    this.exitCode = details.exitCode ?? null;
    this.diagnostics = details.diagnostics ?? [];
  }
}

/** The failure of a command that ended by itself with an error: the message quotes terraform's own errors. */
export function exitFailure(
  command: readonly string[],
  exitCode: number | null,
  diagnostics: readonly Diagnostic[],
): TerraformFailure {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "error").map(diagnosticLine);
  const said = errors.length > 0 ? errors.join("\n") : "it gave no reason";
  const status = exitCode === null ? "was ended by a signal" : `failed with status ${exitCode}`;
  return new TerraformFailure("exit", `${command.slice(0, 2).join(" ")} ${status}: ${said}`, {
    command,
    exitCode,
    diagnostics,
  });
}
