import { realpathSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { realProjectFolder } from "../../files/project-folder";
import { renderHtml } from "../../review/render/html";
import { type Loaded, loadRoster, type PartialRoster, readableOf } from "../../roster/index";
import { type Checked, checkRosters } from "../check";
import type { Context } from "../command";
import type { RosterFile } from "../project";
import { sideIn } from "../roster-side";
import { rehearseChange } from "./rehearse-change";

/** A roster at one moment. */
interface Seen {
  readonly loaded: Loaded;
  readonly checked: Checked;
  /** As far as it could be read. @default - nothing of it could be */
  readonly roster: PartialRoster | undefined;
  /** What of the files tells that they changed. */
  readonly stamp: string;
}

/** How far the rehearsal of the change is. */
export type Progress =
  | { readonly kind: "none" }
  | { readonly kind: "running"; readonly lines: readonly string[] }
  | { readonly kind: "impossible"; readonly why: string }
  | {
      readonly kind: "done";
      /** Whether the roster was edited since. */
      readonly outdated: boolean;
      readonly open: boolean;
      /** What Terraform said where the apply failed. */
      readonly failed: readonly string[];
      /** The review, as a page. */
      readonly page: string;
    };

/** Milliseconds between two looks at the files: a save is seen at once, and an idle preview costs nothing. */
const EVERY = 300;

/** A roster that is being edited: how it was, how it is, and what a rehearsal of the difference said. */
export class Session {
  public progress: Progress = { kind: "none" };
  private readonly listeners = new Set<() => void>();
  private timer: NodeJS.Timeout | undefined;
  private told: NodeJS.Timeout | undefined;
  private looking = false;

  private constructor(
    /** What it is compared with, in words. */
    public readonly before: string,
    public readonly file: RosterFile,
    private readonly context: Pick<Context, "cwd" | "env" | "signal" | "today">,
    public readonly base: Seen,
    public now: Seen,
  ) {}

  /** @param before the roster to compare with. @default - as the file is at this moment */
  static async begin(
    file: RosterFile,
    context: Pick<Context, "cwd" | "env" | "signal" | "today">,
    before?: RosterFile,
  ): Promise<Session> {
    const now = await seen(file, context);
    const base = before === undefined ? now : await seen(before, context);
    const session = new Session(before?.name ?? "how it was at the beginning", file, context, base, now);
    session.timer = setInterval(() => void session.look(), EVERY);
    return session;
  }

  /** Calls back when there is something new to see. @returns what ends it */
  public onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Rehearses the change, unless that is being done. */
  public async rehearse(): Promise<void> {
    if (this.progress.kind === "running") return;
    const lines: string[] = [];
    this.show({ kind: "running", lines });
    try {
      this.show(
        await this.rehearsed((line) => {
          lines.push(line);
          this.tell();
        }),
      );
    } catch (error) {
      this.show({ kind: "impossible", why: error instanceof Error ? error.message : String(error) });
    }
  }

  public end(): void {
    clearInterval(this.timer);
    clearTimeout(this.told);
    this.listeners.clear();
  }

  private async rehearsed(onStep: (line: string) => void): Promise<Progress> {
    const { base, now, context } = this;
    if (base.checked.kind !== "sound") return { kind: "impossible", why: "The roster as it was has errors." };
    if (now.checked.kind !== "sound") return { kind: "impossible", why: "The roster has errors: they come first." };
    const [was, is] = [base, now].map(({ loaded, roster }) => roster && sideIn(roster, loaded, context.cwd));
    if (was === undefined || is === undefined) return { kind: "impossible", why: "The roster cannot be read." };
    const result = await rehearseChange(
      {
        before: { roster: base.checked.roster, side: was },
        after: { roster: now.checked.roster, side: is },
        project: realProjectFolder(dirname(this.file.path)),
        onStep,
      },
      context,
    );
    if (result.kind === "impossible") return result;
    const { review, failed } = result;
    const outdated = this.now.stamp !== now.stamp;
    return { kind: "done", outdated, open: review.gate.open, failed, page: renderHtml(review) };
  }

  private async look(): Promise<void> {
    if (this.looking || stampOf(this.now.stamp) === this.now.stamp) return;
    this.looking = true;
    try {
      this.now = await seen(this.file, this.context);
      if (this.progress.kind === "done") this.progress = { ...this.progress, outdated: true };
      this.tell();
    } catch (error) {
      this.show({ kind: "impossible", why: error instanceof Error ? error.message : String(error) });
    } finally {
      this.looking = false;
    }
  }

  private show(progress: Progress): void {
    this.progress = progress;
    this.tell();
  }

  /** At most some times a second. */
  private tell(): void {
    this.told ??= setTimeout(() => {
      this.told = undefined;
      for (const listener of this.listeners) listener();
    }, EVERY);
  }
}

/** The files are looked at before they are read: what is edited in between is seen the next time. */
async function seen(file: RosterFile, { cwd, today = new Date() }: Pick<Context, "cwd" | "today">): Promise<Seen> {
  const { files } = await loadRoster(file.path, { today });
  const stamp = stampsOf([...new Set([file.path, ...[...files.values()].map(({ path }) => path)])]);
  const loaded = await loadRoster(file.path, { today });
  const [checked] = await checkRosters([file], { cwd, today });
  if (checked === undefined) throw new Error("a file that was checked has a result");
  return { loaded, checked, roster: readableOf(loaded), stamp };
}

/** Paths with what tells that a file changed: JSON. */
function stampsOf(paths: readonly string[]): string {
  return JSON.stringify(paths.map((path) => [path, stampAt(path)]));
}

/** The same files, looked at again. */
function stampOf(stamp: string): string {
  return stampsOf((JSON.parse(stamp) as [string, string][]).map(([path]) => path));
}

function stampAt(path: string): string {
  try {
    const { mtimeMs, size, ino } = statSync(realpathSync(path));
    return `${mtimeMs} ${size} ${ino}`;
  } catch {
    return "absent";
  }
}
