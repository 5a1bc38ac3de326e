import type { FlagName } from "../terms/flags";
import { by } from "../text/by";
import { defined } from "../text/defined";
import { printable } from "../text/printable";
import { lineAndColumn, type SourceFile } from "./source-file";
import { locate, type Path, type Span } from "./yaml-tree";

export type Severity = "error" | "warning";

/** Where in a roster something is wrong. */
export interface RosterPlace {
  readonly file: string;
  readonly path: Path;
  /** Which part of the entry is marked. @default "value" */
  readonly on?: "key" | "value";
  /** The place holds a secret: its lines must not reach the log of a pipeline. @default false */
  readonly secret?: boolean;
}

/** One thing that is wrong with a roster, where it is written, in the words of `users.yaml`. */
export interface RosterFinding extends RosterPlace {
  /** The rule that says so, as in docs/guards.md. */
  readonly id: string;
  readonly severity: Severity;
  readonly message: string;
  /** What to do next; may have several lines. */
  readonly fix?: string;
  /** The flag whose justification is missing. @default - no flag answers it */
  readonly flag?: FlagName;
  /** Where the rule is explained: `docs/guards.md#force-destroy-justified`. */
  readonly documentation: string;
}

/** A finding with its place in the text. Lines and columns count from 1, columns in UTF-16 units. */
export interface Diagnostic {
  readonly id: string;
  readonly severity: Severity;
  readonly message: string;
  readonly fix?: string;
  /** The flag whose justification is missing. @default - no flag answers it */
  readonly flag?: FlagName;
  /** Where the rule is explained: `docs/guards.md#force-destroy-justified`. */
  readonly documentation: string;
  readonly file: string;
  /** Of the entry that it is about; empty where no entry is. */
  readonly path: Path;
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly frame: readonly FrameLine[];
}

export interface FrameLine {
  readonly line: number;
  readonly text: string;
}

/** Puts findings where they are written. */
export function diagnose(finding: RosterFinding, files: ReadonlyMap<string, SourceFile>): Diagnostic {
  const { file, span } = spanOf(finding, files);
  return diagnoseSpan(finding, file, span);
}

/** Line and column of a place, counted from 1. */
export function lineOf(
  place: RosterPlace,
  files: ReadonlyMap<string, SourceFile>,
): Pick<Diagnostic, "line" | "column"> {
  const { file, span } = spanOf(place, files);
  return lineAndColumn(file, span.start);
}

function spanOf(place: RosterPlace, files: ReadonlyMap<string, SourceFile>): { file: SourceFile; span: Span } {
  const file = files.get(place.file);
  if (file === undefined) throw new Error(`no such file in this roster: ${place.file}`);
  const span = file.root === undefined ? { start: 0, end: 1 } : locate(file.root, place.path, place.on ?? "value");
  return { file, span };
}

export function diagnoseSpan(finding: Omit<RosterFinding, "file">, file: SourceFile, span: Span): Diagnostic {
  const { line, column } = lineAndColumn(file, span.start);
  const lineText = textOfLine(file, line);
  const length = Math.max(1, Math.min(span.end - span.start, lineText.length - column + 1));
  const frame = [line - 2, line - 1]
    .filter((number) => number >= 1)
    .map((number) => ({ line: number, text: shownLine(file, number) }))
    .filter(({ text }) => text.trim() !== "");
  return {
    id: finding.id,
    severity: finding.severity,
    message: printable(finding.message, { max: maxMessage }),
    ...defined({
      fix: finding.fix === undefined ? undefined : printable(finding.fix, { keepLineBreaks: true, max: maxMessage }),
      flag: finding.flag,
    }),
    documentation: finding.documentation,
    file: file.name,
    path: finding.path,
    line,
    column,
    length,
    frame: [...frame, { line, text: finding.secret ? secretLine : shownLine(file, line) }],
  };
}

const maxMessage = 600;

/** By name of the file, then line, then column; what stands at one place stays in the order it was found. */
export const byPlace = by<Diagnostic>(
  ({ file }) => file,
  ({ line }) => line,
  ({ column }) => column,
);

/**
 * The finding as a terminal shows it:
 *
 *     users.yaml:31:19  error  forceDestroy needs a justification  [force-destroy-justified]
 *        30 |     owner: bob@example.com
 *      > 31 |     forceDestroy: true
 *           |                   ^^^^
 *        Write it as an object: ...
 */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const place = `${printable(diagnostic.file)}:${diagnostic.line}:${diagnostic.column}`;
  const lines = [`${place}  ${diagnostic.severity}  ${diagnostic.message}  [${diagnostic.id}]`];
  const width = String(diagnostic.line).length;
  for (const { line, text } of diagnostic.frame) {
    const mark = line === diagnostic.line ? ">" : " ";
    lines.push(`  ${mark} ${String(line).padStart(width)} | ${frameText(text)}`.trimEnd());
  }
  const column = diagnostic.column - 1;
  const line = diagnostic.frame.at(-1)?.text ?? "";
  if (column < maxFrameWidth && line !== secretLine) {
    const indent = " ".repeat(frameText(line.slice(0, column)).length);
    const length = Math.max(1, Math.min(diagnostic.length, maxFrameWidth - column));
    lines.push(`    ${" ".repeat(width)} | ${indent}${"^".repeat(length)}`);
  }
  for (const line of (diagnostic.fix ?? "").split("\n")) if (line !== "") lines.push(`    ${line}`);
  return lines.join("\n");
}

const maxFrameWidth = 120;

function frameText(line: string): string {
  return printable(line.replaceAll("\t", " "), { max: maxFrameWidth });
}

/** As much of a line as a frame may need. */
function textOfLine(file: SourceFile, line: number): string {
  const start = file.lineStarts[line - 1] ?? 0;
  const end = file.lineStarts[line] ?? file.text.length;
  return file.text.slice(start, Math.min(end, start + 2 * maxFrameWidth)).replace(/[\r\n]+$/, "");
}

const secretLine = "(this is a secret: remove it, and replace it where it is used)";

/** The whole text, without the lines of private keys. */
export function shownText({ text, secretLines }: SourceFile): string {
  if (secretLines.size === 0) return text;
  const lines = text.split("\n");
  return lines.map((line, at) => (secretLines.has(at + 1) ? secretLine : line)).join("\n");
}

function shownLine(file: SourceFile, line: number): string {
  return file.secretLines.has(line) ? secretLine : textOfLine(file, line);
}
