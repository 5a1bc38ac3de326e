import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import type { Entry } from "./entry";

export interface Head {
  readonly seq: number;
  readonly sha256: string;
}

export interface LogCheck {
  /** What is wrong, one sentence each; empty: no line was changed, removed, added or moved. */
  readonly problems: readonly string[];
  readonly entries: readonly Entry[];
  readonly head: Head;
  /** A run was interrupted while it wrote the last line: it has no end, or is no entry. */
  readonly cutOff: boolean;
  /** Whether the last line has its line break. */
  readonly ended: boolean;
}

export const EMPTY: Head = { seq: 0, sha256: hashOf("") };

export function hashOf(line: string): string {
  return createHash("sha256").update(line).digest("hex");
}

/** Beside the log: seq and hash of its last line, so that the removal of the last line is noticed too. */
export function headFileOf(log: string): string {
  return `${log}.head`;
}

/** A log and its head as they lie somewhere. */
export interface LogText {
  readonly log: string;
  /** @default - there is none */
  readonly head: string | undefined;
  /** What the head is called. */
  readonly headName: string;
}

/** Reads a log and its head, and follows the chain. A log that does not exist is an empty one. */
export function checkLog(file: string): LogCheck {
  const headName = headFileOf(file);
  return checkLogText({ log: textOf(file) ?? "", head: textOf(headName), headName });
}

export function textOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** Follows the chain of a log, wherever it lies. */
export function checkLogText({ log, head, headName }: LogText): LogCheck {
  const lines = log.split("\n");
  const ended = lines.at(-1) === "";
  if (ended) lines.pop();
  const parsed = lines.map(parse);
  const unfinished = unfinishedLines(parsed);
  const problems: string[] = [];
  let before = EMPTY;
  const hashes = new Map<number, string>([[0, EMPTY.sha256]]);
  for (const [index, line] of lines.entries()) {
    const entry = parsed[index];
    const seq = before.seq + 1;
    if (entry === undefined) {
      if (!unfinished.has(index)) problems.push(`line ${index + 1} is not an entry of an audit log`);
    } else if (entry.seq !== seq) {
      problems.push(`line ${index + 1} is entry ${entry.seq} where ${seq} belongs: ${gap(entry.seq, seq)}`);
    } else if (entry.previous !== before.sha256) {
      problems.push(`line ${index + 1}: the line before entry ${entry.seq} is not the one that it was written after`);
    }
    before = { seq: entry?.seq ?? seq, sha256: hashOf(line) };
    hashes.set(before.seq, before.sha256);
  }
  return {
    problems: [...problems, ...againstHead({ head, headName }, before, hashes)],
    entries: parsed.flatMap((entry) => entry ?? []),
    head: before,
    cutOff: !ended || unfinished.has(lines.length - 1),
    ended,
  };
}

/**
 * Lines that are no entries since a run did not get to finish them: the run after it says so, or there was none yet. That one
 * may have been cut off in its turn, so there can be several. Whether such a line was an entry once, the head tells.
 */
function unfinishedLines(parsed: readonly (Entry | undefined)[]): Set<number> {
  const found = new Set<number>();
  let excused = true;
  for (let index = parsed.length - 1; index >= 0; index--) {
    const entry = parsed[index];
    if (entry !== undefined) excused = entry.event === "resumed";
    else if (excused) found.add(index);
  }
  return found;
}

function againstHead(
  { head: text, headName }: Omit<LogText, "log">,
  last: Head,
  hashes: ReadonlyMap<number, string>,
): string[] {
  const head = readHead(text);
  if (head === undefined)
    return last.seq > 0 ? [`${headName} is missing: it cannot be checked whether the last lines are complete`] : [];
  if (head.seq > last.seq)
    return [
      `the log ends with entry ${last.seq}, and entry ${head.seq} was written: ${gap(head.seq + 1, last.seq + 1)}`,
    ];
  // A run that is cut off between the two writes leaves a log that is ahead of its head: the chain itself holds.
  if (hashes.get(head.seq) !== head.sha256)
    return [`entry ${head.seq} is not the one that was written: it was changed`];
  return [];
}

function gap(found: number, expected: number): string {
  const missing = found - expected;
  if (missing === 1) return `entry ${expected} was removed`;
  return missing > 1 ? `entries ${expected} to ${found - 1} were removed` : "lines were added or moved";
}

function readHead(text: string | undefined): Head | undefined {
  if (text === undefined) return undefined;
  try {
    const { seq, sha256 } = JSON.parse(text) as Partial<Head>;
    if (typeof seq === "number" && typeof sha256 === "string") return { seq, sha256 };
  } catch {
    // What cannot be read is as good as missing.
  }
  return undefined;
}

function parse(line: string): Entry | undefined {
  try {
    const value = JSON.parse(line) as Entry;
    return typeof value?.seq === "number" && typeof value.previous === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}
