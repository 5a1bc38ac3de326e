import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { OpenAccount } from "../../live/account";
import { AuditLog } from "../../live/audit-log/audit-log";
import type { Removal } from "../../live/audit-log/entry";
import { callerOf, requireAccount } from "../../live/caller";
import { type Plan, planOf } from "../../live/plan";
import { preflight } from "../../live/preflight/preflight";
import type { PreflightReport } from "../../live/preflight/report";
import { verifyRemovals } from "../../live/verify/verify";
import type { RawPlan } from "../../review/read-plan";
import type { RosterSide } from "../../review/roster-side";
import { TerraformFailure } from "../../terraform/failure";
import type { UiEvent } from "../../terraform/ui-events";
import type { Workspace } from "../../terraform/workspace";
import { type Judgement, judgePlan } from "./judge";
import { clearPending, planOfPending, readPending, writePending } from "./pending";
import { digestOf } from "./saved-plan";

export interface DeploymentOptions {
  readonly stack: string;
  readonly workspace: Workspace;
  readonly auditFile: string;
  readonly regions: readonly string[] | undefined;
  readonly patienceMs: number | undefined;
  readonly now: Date | undefined;
  readonly signal: AbortSignal | undefined;
  readonly onEvent: (event: UiEvent) => void;
  readonly withAccount: <T>(plan: Plan, work: (account: OpenAccount) => Promise<T>) => Promise<T>;
}

/** A plan that was made and looked at, and may be applied as long as its file is the same. */
export interface Planned {
  readonly file: string;
  readonly sha256: string;
  readonly plan: Plan;
  readonly raw: RawPlan;
  readonly changes: boolean;
}

/** The file is not the one that was reviewed. */
export class PlanRefused extends Error {
  public override readonly name = "PlanRefused";
}

/** One stack on its way: each method is a step, and each step can be the last one that an interrupted run made. */
export class Deployment {
  public constructor(private readonly options: DeploymentOptions) {}

  private get run() {
    const { signal, onEvent } = this.options;
    return { ...(signal === undefined ? {} : { signal }), onEvent };
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
    await this.options.workspace.apply({ autoApprove: true, refreshOnly: true, ...this.run });
  }

  public async plan(file: string): Promise<Planned> {
    rmSync(file, { force: true });
    const { changes } = await this.options.workspace.plan({ out: file, ...this.run });
    return this.read(file, changes);
  }

  /** Reads a plan file that is there. */
  public async read(file: string, changes = true): Promise<Planned> {
    const sha256 = digestOf(file);
    const raw = (await this.options.workspace.show(file, this.run)) as unknown as RawPlan;
    return { file, sha256, plan: planOf(raw), raw, changes };
  }

  public ask({ plan, sha256 }: Planned): Promise<PreflightReport> {
    const { regions, now, signal } = this.options;
    return this.options.withAccount(plan, (account) =>
      preflight(account, { plan, planSha256: sha256, regions, now, report: { signal, pollMs: 500 } }),
    );
  }

  public judge(
    planned: Planned,
    report: PreflightReport,
    sides: { before?: RosterSide | undefined; after?: RosterSide | undefined },
  ): Judgement {
    return judgePlan({ plan: planned.raw, preflight: report, ...sides, now: this.options.now });
  }

  /**
   * Applies this plan file and no other, on the record.
   * @throws PlanRefused when the file was changed since it was reviewed, or the state was
   */
  public async apply(planned: Planned, report: PreflightReport): Promise<void> {
    const { workspace, stack, auditFile } = this.options;
    const { file, sha256, plan } = planned;
    if (!existsSync(file) || digestOf(file) !== sha256)
      throw new PlanRefused(
        `the plan file is not the one that was reviewed (SHA-256 ${sha256}): nothing was applied; run roster deploy again`,
      );
    const log = AuditLog.open(auditFile);
    try {
      writePending(workspace.directory, {
        schemaVersion: 1,
        planSha256: sha256,
        begunAt: report.checkedAt,
        leavers: plan.leavers,
        devices: plan.deletedDevices,
        stayers: plan.stayers.map(({ name }) => name),
        held: Object.fromEntries(report.leavers.map(({ user, held }) => [user, held])),
      });
      const about = { stack, planSha256: sha256, runner: report.runner };
      log.append({ event: "apply begins", ...about });
      try {
        await workspace.apply({ planFile: file, ...this.run });
        log.append({ event: "apply ends", ...about, result: "done" });
      } catch (error) {
        const stale = isStale(error);
        const reason = error instanceof TerraformFailure ? error.reason : "failed";
        log.append({
          event: "apply ends",
          ...about,
          result: stale ? "refused: the plan is older than the state" : reason,
        });
        if (stale) clearPending(workspace.directory);
        throw stale
          ? new PlanRefused(
              "the plan is older than the state: somebody applied in between, and nothing was applied; run roster deploy again",
            )
          : error;
      }
    } finally {
      log.close();
    }
  }

  /** Whether everybody is gone who left with this plan. */
  public async verify({ plan, sha256 }: Planned, report: PreflightReport): Promise<Removal[]> {
    const held = new Map(report.leavers.map((leaver) => [leaver.user, leaver.held]));
    const removals = await this.verifyPlan(plan, sha256, held);
    clearPending(this.options.workspace.directory);
    return removals;
  }

  /** Whether everybody is gone who left with an apply that was cut off; nobody when there was none. */
  public async verifyPending(now: Plan): Promise<Removal[]> {
    const pending = readPending(this.options.workspace.directory);
    if (pending === undefined) return [];
    const held = new Map(Object.entries(pending.held));
    const removals = await this.verifyPlan(planOfPending(pending, now), pending.planSha256, held);
    if (removals.every(({ result }) => result === "gone")) clearPending(this.options.workspace.directory);
    return removals;
  }

  private async verifyPlan(
    plan: Plan,
    planSha256: string,
    held: Parameters<typeof verifyRemovals>[1]["held"],
  ): Promise<Removal[]> {
    if (plan.leavers.length === 0 && plan.deletedDevices.length === 0) return [];
    const { workspace, patienceMs, signal, auditFile } = this.options;
    const state = await workspace.stateJson(this.run);
    const removals = await this.options.withAccount(plan, async (account) => {
      const caller =
        plan.accountIds.length > 0 ? await requireAccount(account, plan.accountIds) : await callerOf(account);
      return verifyRemovals(account, { plan, planSha256, caller, state, held, patienceMs, signal });
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
