import type { Terminal } from "./command";

/** What is being done now: one line that is rewritten on a terminal, one line a step elsewhere. */
export class Progress {
  private drawn = false;

  public constructor(private readonly terminal: Terminal) {}

  /** A step that begins or is done; it stays on the screen. */
  public step(text: string): void {
    this.clear();
    this.terminal.err(`${text}\n`);
  }

  /** A detail of the current step; shown on a terminal only, until the next one. */
  public detail(text: string): void {
    if (!this.terminal.interactive) return;
    this.terminal.err(`\r\u001b[K  ${text.slice(0, 76)}`);
    this.drawn = true;
  }

  public clear(): void {
    if (this.drawn) this.terminal.err("\r\u001b[K");
    this.drawn = false;
  }
}
