import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { OpenAccount } from "../../aws/account";
import { type Caller, callerOf, requireAccount } from "../../aws/caller";
import { virtualDevices } from "../../aws/devices";
import type { Holding } from "../../aws/kinds";
import { AuditLog } from "../../leaving/audit-log/audit-log";
import type { Removal } from "../../leaving/audit-log/entry";
import { preflight } from "../../leaving/preflight/preflight";
import type { PreflightReport } from "../../leaving/preflight/report";
import { sweep } from "../../leaving/sweep/sweep";
import { verifyRemovals } from "../../leaving/verify/verify";
import { changesAnything } from "../../plan/changes-anything";
import { type PlanPeople, peopleOf } from "../../plan/people";
import type { Plan } from "../../plan/read";
import type { RosterSide } from "../../review/roster-side";
import { TerraformFailure } from "../../terraform/failure";
import type { UiEvent } from "../../terraform/ui-events";
import type { Workspace } from "../../terraform/workspace";
import { defined } from "../../text/defined";
import { type Judgement, judgePlan } from "./judge";
import {
  clearPending,
  heldBefore,
  type Pending,
  planOfPending,
  readPending,
  stillPending,
  writePending,
} from "./pending";
import { digestOf } from "./saved-plan";
import { type StateLock, stateLocked, stateLockOf } from "./state-lock";

export interface DeploymentOptions {
  readonly stack: string;
  readonly workspace: Workspace;
  readonly auditFile: string;
  readonly regions: readonly string[] | undefined;
  readonly patienceMs: number | undefined;
  readonly now: Date | undefined;
  readonly signal: AbortSignal | undefined;
  readonly onEvent: (event: UiEvent) => void;
  /** Called when somebody has the state, and we wait. */
  readonly onLocked: (lock: StateLock) => void;
  readonly withAccount: <T>(people: PlanPeople, work: (account: OpenAccount) => Promise<T>) => Promise<T>;
}

/** A plan that was made and looked at, and may be applied as long as its file is the same. */
export interface Planned {
  readonly file: string;
  readonly sha256: string;
  readonly plan: Plan;
  readonly people: PlanPeople;
  readonly changes: boolean;
}

/** The file is not the one that was reviewed. */
export class PlanRefused extends Error {
  public override readonly name = "PlanRefused";
}

/** A run that was killed may have left a terraform that ends its work; a colleague's apply takes as long as it takes. */
const LOCK_WAIT_S = 120;

/** One stack on its way: each method is a step, and each step can be the last one that an interrupted run made. */
export class Deployment {
  /** Of an apply that was cut off: what it has left for this one. */
  private earlier: Pending | undefined;
  /** Whether the run before this one did not get to the end of its apply, or of its proof. */
  public afterCutOff = false;

  public constructor(private readonly options: DeploymentOptions) {}

  private get run() {
    const { signal, onEvent } = this.options;
    return { ...defined({ signal }), onEvent };
  }

  /** Where a plan lies while it is decided on: it holds secrets, and goes when the run ends. */
  public get ownPlanFile(): string {
    return join(this.options.workspace.directory, "roster.tfplan");
  }

  public forgetPlan(): void {
    rmSync(this.ownPlanFile, { force: true });
  }

  /** Lets the state know what people did since, such as enabling an MFA device: Terraform 1.9 to 1.11 destroy with what is stored. */
  public async refresh(): Promise<void> {
    await this.whenUnlocked((more) =>
      this.options.workspace.apply({ autoApprove: true, refreshOnly: true, ...this.run, ...more }),
    );
  }

  public async plan(file: string): Promise<Planned> {
    rmSync(file, { force: true });
    const { changes } = await this.whenUnlocked((more) =>
      this.options.workspace.plan({ out: file, ...this.run, ...more }),
    );
    return this.read(file, changes);
  }

  /** Reads a plan file that is there. */
  public async read(file: string, changes = true): Promise<Planned> {
    const sha256 = digestOf(file);
    const plan = await this.options.workspace.show(file, this.run);
    return { file, sha256, plan, people: peopleOf(plan), changes: changes || changesAnything(plan) };
  }

  public ask({ people, sha256 }: Planned): Promise<PreflightReport> {
    const { regions, now, signal } = this.options;
    return this.options.withAccount(people, (account) =>
      preflight(account, { plan: people, planSha256: sha256, regions, now, report: { signal, pollMs: 500 } }),
    );
  }

  public judge(
    planned: Planned,
    report: PreflightReport,
    sides: { before?: RosterSide | undefined; after?: RosterSide | undefined },
  ): Judgement {
    return judgePlan({ plan: planned.plan, preflight: report, ...sides, now: this.options.now });
  }

  /**
   * Applies this plan file and no other, on the record.
   * @throws PlanRefused when the file was changed since it was reviewed, or the state was
   */
  public async apply(planned: Planned, report: PreflightReport): Promise<void> {
    const { workspace, stack, auditFile } = this.options;
    const { file, sha256, people } = planned;
    if (!existsSync(file) || digestOf(file) !== sha256)
      throw new PlanRefused(
        `the plan file is not the one that was reviewed (SHA-256 ${sha256}): nothing was applied; run roster deploy again`,
      );
    const log = AuditLog.open(auditFile);
    try {
      const pending = this.pendingOf(planned, report);
      writePending(workspace.directory, pending);
      const about = { stack, planSha256: sha256, runner: report.runner };
      const leaves = people.leavers.map(({ name, userId = "" }) => ({ user: name, userId }));
      log.append({ event: "apply begins", ...about, leaves });
      try {
        await this.whenUnlocked((more) => workspace.apply({ planFile: file, ...this.run, ...more }));
      } catch (error) {
        const stale = isStale(error);
        const reason = error instanceof TerraformFailure ? error.reason : "failed";
        const result = stale ? "refused: the plan is older than the state" : reason;
        log.append({ event: "apply ends", ...about, result });
        if (!stale) throw error;
        this.keep(this.earlier);
        throw new PlanRefused(
          "the plan is older than the state: somebody applied in between, and nothing was applied; run roster deploy again",
        );
      }
      this.earlier = pending;
      log.append({ event: "apply ends", ...about, result: "done" });
    } finally {
      log.close();
    }
  }

  /** Whether everybody is gone who left with this plan. */
  public async verify({ people, sha256 }: Planned, report: PreflightReport): Promise<Removal[]> {
    const { held, devices } = this.pendingOf({ people, sha256 }, report);
    const removals = await this.verifyPlan(
      { ...people, deletedDevices: devices },
      sha256,
      new Map(Object.entries(held)),
    );
    this.keep(undefined);
    return removals;
  }

  /** Whether everybody is gone who left with an apply that was cut off; nobody when there was none. */
  public async verifyPending(now: PlanPeople): Promise<Removal[]> {
    const pending = readPending(this.options.workspace.directory);
    if (pending === undefined) return [];
    this.afterCutOff = true;
    const held = new Map(Object.entries(pending.held));
    const removals = await this.verifyPlan(planOfPending(pending, now), pending.planSha256, held);
    this.earlier = stillPending(pending, now);
    if (removals.every(({ result }) => result === "gone")) this.keep(this.earlier);
    return removals;
  }

  /**
   * An apply that was cut off between deactivating and deleting an MFA device left one that nobody has, and that the provider would
   * leave there: it takes the refusal to deactivate it again for success. What that apply was to delete, and this plan
   * is to delete, is deleted here, on the record.
   * @returns their serial numbers
   */
  public async finishDevices({ people, sha256 }: Planned): Promise<string[]> {
    const wanted = (this.earlier?.devices ?? []).filter(
      ({ serial }) =>
        people.deletedDevices.some((device) => device.serial === serial) && people.managed.believesAssigned(serial),
    );
    if (wanted.length === 0) return [];
    return this.options.withAccount(people, async (account) => {
      const caller = await this.callerFor(people, account);
      const seen = await virtualDevices(account);
      // Where we may not look the preflight says so, and closes the gate.
      const free = new Set(
        (seen.kind === "found" ? seen.value : []).flatMap(({ serial, user }) => (user === undefined ? [serial] : [])),
      );
      const left = wanted.filter(({ serial }) => free.has(serial));
      const log = AuditLog.open(this.options.auditFile);
      try {
        for (const { serial, user: name = "" } of left) {
          const user = people.leavers.find((leaver) => leaver.name === name) ?? {
            name,
            address: "",
            forceDestroy: false,
          };
          const leftovers = [{ holding: { kind: "mfaDevice" as const, id: serial }, assigned: false }];
          await sweep(
            account,
            { user, leftovers, managed: [] },
            { caller, planSha256: sha256, log, command: "deploy" },
          );
        }
      } finally {
        log.close();
      }
      return left.map(({ serial }) => serial);
    });
  }

  private keep(pending: Pending | undefined): void {
    const { directory } = this.options.workspace;
    if (pending === undefined) clearPending(directory);
    else writePending(directory, pending);
  }

  /** What the next run has to know if this one is cut off: with each that is, the leavers hold less of what they held. */
  private pendingOf({ people, sha256 }: Pick<Planned, "people" | "sha256">, report: PreflightReport): Pending {
    const { earlier } = this;
    const before = new Map(Object.entries(earlier?.held ?? {}));
    const known = new Set(people.deletedDevices.map(({ serial }) => serial));
    return {
      schemaVersion: 1,
      planSha256: sha256,
      begunAt: report.checkedAt,
      leavers: people.leavers,
      devices: [...people.deletedDevices, ...(earlier?.devices ?? []).filter(({ serial }) => !known.has(serial))],
      stayers: people.stayers.map(({ name }) => name),
      held: Object.fromEntries(
        report.leavers.map(({ user, held }): [string, Holding[]] => [user, heldBefore(before.get(user) ?? [], held)]),
      ),
    };
  }

  /** A state that somebody has is waited for, once and in words: terraform alone would fail at once, or wait without a word. */
  private async whenUnlocked<T>(work: (more: { lockTimeoutSeconds?: number }) => Promise<T>): Promise<T> {
    const { workspace, onLocked } = this.options;
    try {
      return await work({});
    } catch (error) {
      const lock = stateLockOf(error);
      if (lock === undefined) throw error;
      onLocked(lock);
    }
    try {
      return await work({ lockTimeoutSeconds: LOCK_WAIT_S });
    } catch (error) {
      const lock = stateLockOf(error);
      if (lock === undefined) throw error;
      throw stateLocked(lock, workspace.binary.product, workspace.directory, LOCK_WAIT_S);
    }
  }

  private callerFor(people: PlanPeople, account: OpenAccount): Promise<Caller> {
    return people.accountIds.length > 0 ? requireAccount(account, people.accountIds) : callerOf(account);
  }

  private async verifyPlan(
    people: PlanPeople,
    planSha256: string,
    held: Parameters<typeof verifyRemovals>[1]["held"],
  ): Promise<Removal[]> {
    if (people.leavers.length === 0 && people.deletedDevices.length === 0) return [];
    const { workspace, patienceMs, signal, auditFile } = this.options;
    const state = await workspace.state(this.run);
    const removals = await this.options.withAccount(people, async (account) => {
      const caller = await this.callerFor(people, account);
      return verifyRemovals(account, { plan: people, planSha256, caller, state, held, patienceMs, signal });
    });
    const log = AuditLog.open(auditFile);
    try {
      for (const removal of removals) log.append(removal);
    } finally {
      log.close();
    }
    return removals;
  }
}

/** Terraform compares the serial number of the state with the plan's. */
function isStale(error: unknown): boolean {
  return (
    error instanceof TerraformFailure && error.diagnostics.some(({ summary }) => /saved plan is stale/i.test(summary))
  );
}
