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
  /** The last line has no end: a run was interrupted while it wrote. */
  readonly cutOff: boolean;
}

export const EMPTY: Head = { seq: 0, sha256: hashOf("") };

export function hashOf(line: string): string {
  return createHash("sha256").update(line).digest("hex");
}

/** Beside the log: seq and hash of its last line, so that the removal of the last line is noticed too. */
export function headFileOf(log: string): string {
  return `${log}.head`;
}

/** Reads a log and its head, and follows the chain. A log that does not exist is an empty one. */
export function checkLog(file: string): LogCheck {
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  const lines = text.split("\n");
  const rest = lines.pop() ?? "";
  const cutOff = rest !== "";
  if (cutOff) lines.push(rest);
  const problems: string[] = [];
  const entries: Entry[] = [];
  let before = EMPTY;
  const hashes = new Map<number, string>([[0, EMPTY.sha256]]);
  for (const [index, line] of lines.entries()) {
    const entry = parse(line);
    const seq = before.seq + 1;
    if (entry === undefined) {
      const resumed = parse(lines[index + 1] ?? "")?.event === "resumed" || (cutOff && index === lines.length - 1);
      if (!resumed) problems.push(`line ${index + 1} is no entry of an audit log`);
    } else {
      if (entry.seq !== seq)
        problems.push(`line ${index + 1} is entry ${entry.seq} where ${seq} belongs: ${gap(entry.seq, seq)}`);
      else if (entry.previous !== before.sha256)
        problems.push(`line ${index + 1}: the line before entry ${entry.seq} is not the one that it was written after`);
      entries.push(entry);
    }
    before = { seq: entry?.seq ?? seq, sha256: hashOf(line) };
    hashes.set(before.seq, before.sha256);
  }
  return { problems: [...problems, ...againstHead(file, before, hashes)], entries, head: before, cutOff };
}

function againstHead(file: string, last: Head, hashes: ReadonlyMap<number, string>): string[] {
  const head = readHead(headFileOf(file));
  if (head === undefined)
    return last.seq > 0 ? [`${headFileOf(file)} is missing: whether the last lines are all there cannot be told`] : [];
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

function readHead(file: string): Head | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const { seq, sha256 } = JSON.parse(readFileSync(file, "utf8")) as Partial<Head>;
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
