import { closeSync, mkdtempSync, openSync, readSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { finished } from "node:stream/promises";

/** How soon what was written is read. */
const POLL_MS = 50;

/**
 * A file for the output of a child, read while it grows. It has no name any more once it is open: nothing of it is left when
 * whoever reads or writes it is killed.
 *
 * A pipe would not do for a child that must end its work alone: its next line into a pipe that nobody reads ends it
 * (SIGPIPE), and terraform writes that line between a change and its state.
 */
export class NamelessFile {
  readonly descriptor: number;
  readonly stream: Readable;
  private readonly timer: NodeJS.Timeout;
  private readonly chunk = Buffer.alloc(64 * 1024);
  private position = 0;

  constructor() {
    const folder = mkdtempSync(join(tmpdir(), "roster-output-"));
    try {
      this.descriptor = openSync(join(folder, "output"), "ax+", 0o600);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    this.stream = new Readable({ read: () => {} });
    this.timer = setInterval(() => this.readOn(), POLL_MS);
  }

  /** Reads what is left, and waits until the reader of the stream has it. */
  async end(): Promise<void> {
    if (this.stream.closed) return;
    clearInterval(this.timer);
    this.readOn();
    closeSync(this.descriptor);
    this.stream.push(null);
    await finished(this.stream);
  }

  private readOn(): void {
    for (;;) {
      const length = readSync(this.descriptor, this.chunk, 0, this.chunk.length, this.position);
      if (length === 0) return;
      this.position += length;
      this.stream.push(Buffer.from(this.chunk.subarray(0, length)));
    }
  }
}
