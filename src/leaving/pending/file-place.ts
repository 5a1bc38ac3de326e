import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { writeWhole } from "../../files/write-whole";
import { PendingChanged } from "./changed";
import type { Pending } from "./pending";
import type { PendingPlace } from "./place";
import { pendingText, readPending } from "./read-pending";

/** A record on this machine, or on a disk that several share. */
export class FilePlace implements PendingPlace {
  /** What was there when we looked; undefined where nothing was. */
  private seen: { readonly text: string | undefined } | undefined;

  public constructor(
    public readonly where: string,
    private readonly stack: string,
  ) {}

  public async read(): Promise<Pending | undefined> {
    const text = this.text();
    this.seen = { text };
    return text === undefined ? undefined : readPending(text, this.where, this.stack);
  }

  public async write(pending: Pending): Promise<void> {
    this.requireUnchanged();
    const text = pendingText(pending);
    mkdirSync(dirname(this.where), { recursive: true });
    writeWhole(this.where, text);
    this.seen = { text };
  }

  public async clear(): Promise<void> {
    this.requireUnchanged();
    rmSync(this.where, { force: true });
    this.seen = { text: undefined };
  }

  private text(): string | undefined {
    if (!existsSync(this.where)) return undefined;
    try {
      return readFileSync(this.where, "utf8");
    } catch (error) {
      const { code = "unreadable" } = error as NodeJS.ErrnoException;
      throw new Error(`${this.where} says who is leaving, and it cannot be read (${code}): make it readable`);
    }
  }

  private requireUnchanged(): void {
    if (this.seen === undefined) throw new Error("read comes before write");
    if (this.text() !== this.seen.text) throw new PendingChanged(this.where);
  }
}
