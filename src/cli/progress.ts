import { count, grouped } from "../text/count";
import { secondsInWords } from "../text/seconds";
import type { Terminal } from "./terminal";

/** How far work is that takes long: `12 of 206 users, 1 min 5 s: 340 calls, iam:ListAccessKeys`. */
export class Progress {
  private readonly since: number;
  private far = "";
  private latest = "";

  public constructor(
    private readonly terminal: Pick<Terminal, "draw">,
    private readonly now: () => number = Date.now,
  ) {
    this.since = now();
  }

  /** @param things of which so many are done: `["user", "users"]` */
  public reached(done: number, of: number, [one, several]: readonly [string, string]): void {
    this.far = `${grouped(done)} of ${count(of, one, several)}, `;
    this.show(this.latest);
  }

  /** @param what is being done now */
  public show(what: string): void {
    this.latest = what;
    this.terminal.draw(`${this.far}${this.elapsed}${what === "" ? "" : `: ${what}`}`);
  }

  /** `1 min 5 s` */
  public get elapsed(): string {
    return secondsInWords(this.now() - this.since);
  }
}
