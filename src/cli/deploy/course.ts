import type { UiEvent } from "../../terraform/ui-events";
import { grouped, listed } from "../../text/count";
import { secondsInWords } from "../../text/seconds";

/** How far a deploy is. */
export type Step = "init" | "refresh" | "leavers" | "plan" | "account" | "confirmation" | "apply" | "verify";

/** After "stopped ". */
const stepInWords: Readonly<Record<Step, string>> = {
  init: "during terraform init",
  refresh: "while the state was refreshed",
  leavers: "while leavers were taken back into the state",
  plan: "during terraform plan",
  account: "while the account was asked",
  confirmation: "at the confirmation",
  apply: "in the middle of the apply",
  verify: "while the removals were verified",
};

/** What terraform did so far, by its own events: the only witness of an apply that does not come to its end. */
export class Course {
  private step: Step = "init";
  private planned = 0;
  /** Who leaves with the apply that was begun. */
  public leaving: readonly string[] = [];
  private readonly open = new Map<string, string>();
  private readonly done = new Map<string, number>();
  private readonly failedCreates = new Set<string>();
  /** Addresses that this apply has created. */
  public readonly made = new Set<string>();
  private completed = 0;
  private since: number | undefined;

  public begin(step: Step): void {
    this.step = step;
    this.since = undefined;
  }

  public get at(): Step {
    return this.step;
  }

  /** @param changes how many the plan has @param leavers who leaves with it */
  public beginApply(changes: number, leavers: readonly string[]): void {
    this.begin("apply");
    this.planned = changes;
    this.leaving = leavers;
  }

  public see(event: UiEvent): void {
    if (this.step !== "apply" || !("address" in event)) return;
    const { type, address, action = "" } = event;
    if (type === "apply_start") this.open.set(address, action);
    if (type !== "apply_complete" && type !== "apply_errored") return;
    this.open.delete(address);
    if (type === "apply_errored") {
      if (action === "create") this.failedCreates.add(address);
      return;
    }
    if (action === "create") this.made.add(address);
    this.completed++;
    this.done.set(action, (this.done.get(action) ?? 0) + 1);
  }

  /** `12 of 40, 1 min 5 s: ` during an apply; before it the time alone, since nobody knows how many steps there are. */
  public progress(now: number): string {
    this.since ??= now;
    const far =
      this.step === "apply" && this.planned > 0 ? `${grouped(this.completed)} of ${grouped(this.planned)}, ` : "";
    return `${far}${secondsInWords(now - this.since)}: `;
  }

  /** Addresses that were being created, and of which nobody said how it ended: they may be in the account, and not in the state. */
  public get unsure(): readonly string[] {
    return [...this.open].flatMap(([address, action]) => (action === "create" ? [address] : []));
  }

  /** Addresses whose creation failed. */
  public get notCreated(): readonly string[] {
    return [...this.failedCreates];
  }

  public get where(): string {
    return stepInWords[this.step];
  }

  /** What was done, a line each; nothing before the apply, since nothing before it changes the account. */
  public lines(): string[] {
    if (this.step !== "apply") return [];
    const parts = [...this.done].map(([action, number]) => `${grouped(number)} ${pastOf(action)}`);
    const of = this.planned > 0 ? ` of ${grouped(this.planned)}` : "";
    const done = `done: ${grouped(this.completed)}${of} changes${parts.length > 0 ? ` (${parts.join(", ")})` : ""}`;
    const under = [...this.open].map(([address, action]) => `${address} (${action})`);
    return under.length === 0 ? [done] : [done, `begun, and not known to have ended: ${listed(under)}`];
  }
}

function pastOf(action: string): string {
  return { create: "created", update: "changed", delete: "destroyed", import: "imported" }[action] ?? action;
}
