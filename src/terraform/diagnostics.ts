/** One message of terraform itself, or of a provider; all texts have gone through `plainText`. */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  /** Empty when terraform says no more than the summary. */
  readonly detail: string;
  /** The resource it speaks of, for instance `aws_iam_user.alice`. */
  readonly address?: string;
  /** Where in the configuration: file relative to the workspace, line and column counted from 1. */
  readonly at?: { readonly file: string; readonly line: number; readonly column: number };
}

/**
 * Text from outside, made harmless for a terminal and a log: no escape sequences, no control characters but newline and
 * tab, no characters that turn the direction of writing, at most `limit` characters.
 */
export function plainText(text: string, limit = 20_000): string {
  const clean = text
    // CSI and OSC sequences go as a whole: without their escape they would leave `[31m` behind.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    .replace(/\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?/g, "")
    .replace(/\r\n/g, "\n")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, "\ufffd");
  return clean.length > limit ? `${clean.slice(0, limit)} [cut: ${clean.length - limit} more characters]` : clean;
}

/**
 * Reads a diagnostic as `validate -json` and the `-json` streams write it; `undefined` when it is none.
 * The code snippet and its values are left out on purpose: they quote configuration and state, secrets among them.
 */
export function parseDiagnostic(value: unknown): Diagnostic | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { severity, summary, detail, address, range } = value as Record<string, unknown>;
  if ((severity !== "error" && severity !== "warning") || typeof summary !== "string") return undefined;
  const at = parseRange(range);
  return {
    severity,
    summary: plainText(summary),
    detail: typeof detail === "string" ? plainText(detail) : "",
    ...defined({ address: typeof address === "string" ? plainText(address) : undefined, at }),
  };
}

function parseRange(range: unknown): Diagnostic["at"] {
  const { filename, start } = (range ?? {}) as { filename?: unknown; start?: { line?: unknown; column?: unknown } };
  if (typeof filename !== "string" || typeof start?.line !== "number") return undefined;
  return { file: plainText(filename), line: start.line, column: typeof start.column === "number" ? start.column : 1 };
}

/** Reads the diagnostics of a command without `-json`, such as `init`: blocks that begin with `Error: ` or `Warning: `. */
export function diagnosticsOfText(text: string): Diagnostic[] {
  const found: Diagnostic[] = [];
  // Terraform draws a frame around them on some terminals and in some versions.
  const lines = plainText(text, 1_000_000)
    .replace(/^[╷│╵] ?/gm, "")
    .split("\n");
  let open: { severity: Diagnostic["severity"]; summary: string; detail: string[] } | undefined;
  const close = (): void => {
    if (open) found.push({ severity: open.severity, summary: open.summary, detail: open.detail.join("\n").trim() });
  };
  for (const line of lines) {
    const start = /^(Error|Warning): (.*)$/.exec(line);
    if (start) {
      close();
      open = { severity: start[1] === "Error" ? "error" : "warning", summary: start[2] ?? "", detail: [] };
    } else {
      open?.detail.push(line);
    }
  }
  close();
  return found;
}

/** One line for a message: `summary: detail`, white space folded, for instance at the end of an error. */
export function diagnosticLine(diagnostic: Diagnostic): string {
  const { summary, detail, address } = diagnostic;
  const where = address ? `${address}: ` : "";
  return `${where}${detail ? `${summary}: ${detail}` : summary}`.replace(/\s+/g, " ").trim();
}

import { defined } from "../text/defined";
