import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { writeWhole } from "../../files/write-whole";
import { checkLog, EMPTY, type Head, hashOf, headFileOf, type LogCheck } from "./check";
import type { Entry, Event } from "./entry";

/** The log is not as it was written, or somebody else writes it now. */
class AuditLogRefused extends Error {
  public override readonly name = "AuditLogRefused";
}

/** JSON Lines, each with the hash of the line before it. Every entry is on the disk before `append` returns. */
export class AuditLog {
  private closed = false;

  private constructor(
    private readonly file: string,
    private readonly descriptor: number,
    private head: Head,
    private readonly clock: () => Date,
  ) {}

  /**
   * Opens a log for writing, or begins it; one writer at a time.
   * @throws AuditLogRefused when its chain is broken: nothing is written on top of a log that somebody changed
   */
  public static open(file: string, clock: () => Date = () => new Date()): AuditLog {
    mkdirSync(dirname(file), { recursive: true });
    lock(file);
    try {
      // Before the first line, so that a log without a head is one whose head was taken away.
      if (!existsSync(file) && !existsSync(headFileOf(file))) writeHead(file, EMPTY);
      const { head, cutOff, ended } = checked(file);
      const log = new AuditLog(file, openSync(file, "a", 0o600), head, clock);
      if (cutOff) log.resume(ended);
      return log;
    } catch (error) {
      rmSync(lockFileOf(file), { force: true });
      throw error;
    }
  }

  /** @returns its `seq` */
  public append(event: Event): number {
    if (this.closed) throw new Error("the audit log is closed");
    const entry = {
      schemaVersion: 1,
      seq: this.head.seq + 1,
      time: this.clock().toISOString(),
      previous: this.head.sha256,
      ...event,
    } as Entry;
    const line = JSON.stringify(entry);
    writeFileSync(this.descriptor, `${line}\n`);
    fsyncSync(this.descriptor);
    this.head = { seq: entry.seq, sha256: hashOf(line) };
    writeHead(this.file, this.head);
    return entry.seq;
  }

  public appendAll(events: readonly Event[]): void {
    for (const event of events) this.append(event);
  }

  public close(): void {
    if (this.closed) return;
    this.closed = true;
    closeSync(this.descriptor);
    rmSync(lockFileOf(this.file), { force: true });
  }

  /** Ends the line that an interrupted run left, and says so; the chain goes on over it. */
  private resume(ended: boolean): void {
    if (!ended) writeFileSync(this.descriptor, "\n");
    this.append({
      event: "resumed",
      note: "the line before this one was cut off: a run was interrupted while it wrote",
    });
  }
}

/** Opens a log for as long as something is done that belongs into it. */
export async function withLog<T>(file: string, work: (log: AuditLog) => T | Promise<T>): Promise<T> {
  const log = AuditLog.open(file);
  try {
    return await work(log);
  } finally {
    log.close();
  }
}

/**
 * What was written into a log.
 * @returns an empty list if there is no log
 * @throws AuditLogRefused when its chain is broken: nobody knows what it said
 */
export function readLog(file: string): readonly Entry[] {
  return checked(file).entries;
}

function checked(file: string): LogCheck {
  const check = checkLog(file);
  if (check.problems.length === 0) return check;
  const say = check.problems.map((problem) => `\n   ${problem}`).join("");
  throw new AuditLogRefused(
    `the audit log ${file} was changed after it was written:${say}\n   Keep it as evidence, and name another file with --audit.`,
  );
}

function writeHead(file: string, head: Head): void {
  writeWhole(headFileOf(file), `${JSON.stringify(head)}\n`);
}

function lockFileOf(file: string): string {
  return `${file}.lock`;
}

function lock(file: string): void {
  for (let tried = 0; ; tried++) {
    try {
      writeFileSync(lockFileOf(file), String(process.pid), { flag: "wx" });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const owner = Number(readFileSync(lockFileOf(file), "utf8"));
      if (tried > 0 || (isAlive(owner) && !isOfEarlierProcess(file, owner))) {
        throw new AuditLogRefused(
          `another run (process ${owner}) writes ${file}; wait for it, or remove ${lockFileOf(file)} if there is none`,
        );
      }
      rmSync(lockFileOf(file), { force: true });
    }
  }
}

/** Containers count their processes from 1: the run that was killed may have had the number that we have now. */
function isOfEarlierProcess(file: string, owner: number): boolean {
  return owner === process.pid && statSync(lockFileOf(file)).mtimeMs < performance.timeOrigin;
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
