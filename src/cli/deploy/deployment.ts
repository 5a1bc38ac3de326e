import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { withLog } from "../../leaving/audit-log/audit-log";
import type { Removal } from "../../leaving/audit-log/entry";
import type { Pending } from "../../leaving/pending/pending";
import { preflight } from "../../leaving/preflight/preflight";
import type { PreflightReport } from "../../leaving/preflight/report";
import { changesAnything } from "../../plan/changes-anything";
import { peopleOf } from "../../plan/people";
import { TerraformFailure } from "../../terraform/failure";
import { type LockWait, type StateLock, whenUnlocked } from "../../terraform/state-lock";
import type { UiEvent } from "../../terraform/ui-events";
import type { Workspace } from "../../terraform/workspace";
import { defined } from "../../text/defined";
import { storeUnsaved } from "../state/unsaved-state";
import { finishDevices } from "./finish-devices";
import { type Judgement, type JudgeOptions, judgePlan } from "./judge";
import { type EarlierLeavers, Leavers, type LeaversOptions, type Looking } from "./leavers";
import type { Planned } from "./planned";
import { digestOf } from "./saved-plan";

export interface DeploymentOptions extends LeaversOptions {
  readonly workspace: Workspace;
  readonly regions: readonly string[] | undefined;
  readonly now: Date | undefined;
  readonly onEvent: (event: UiEvent) => void;
  /** Called when somebody has the state, and we wait. */
  readonly onLocked: (lock: StateLock) => void;
}

/** The file is not the one that was reviewed. */
export class PlanRefused extends Error {
  public override readonly name = "PlanRefused";
}

/** One stack on its way: each method is a step, and each step can be the last one that an interrupted run made. */
export class Deployment {
  private readonly leavers: Leavers;
  private begun: Awaited<ReturnType<Leavers["begin"]>> | undefined;

  public constructor(private readonly options: DeploymentOptions) {
    this.leavers = new Leavers(options, () => options.workspace.state(this.run));
  }

  /** Whether an apply before this one did not get to its end, or not to its whole proof. */
  public get afterCutOff(): boolean {
    return this.leavers.afterCutOff;
  }

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

  /** Who is leaving by what was written down, whether or not they are gone. */
  public pending(): Promise<Pending | undefined> {
    return this.leavers.known();
  }

  /** @returns what to tell of a state that an earlier apply could not store; undefined if there was none */
  public storeUnsaved(): Promise<string | undefined> {
    const { workspace, signal, onLocked } = this.options;
    const pending = () => this.pending();
    return storeUnsaved(workspace, { folder: workspace.directory, signal, onLocked, pending });
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
    return this.options.withAccount(people, (account, progress) =>
      preflight(account, {
        ...{ plan: people, planSha256: sha256, regions, now, report: { signal, pollMs: 500 } },
        interrupted: this.afterCutOff,
        onLeaver: (done, of) => progress.reached(done, of, ["leaver", "leavers"]),
      }),
    );
  }

  public judge(
    planned: Planned,
    report: PreflightReport,
    sides: Pick<JudgeOptions, "before" | "after" | "provider">,
  ): Judgement {
    return judgePlan({ plan: planned.plan, preflight: report, ...sides, now: this.options.now });
  }

  /**
   * Applies this plan file and no other, on the record.
   * @param state the version that it begins with
   * @throws PlanRefused when the file was changed since it was reviewed, or the state was
   */
  public async apply(planned: Planned, report: PreflightReport, state?: Pending["state"]): Promise<void> {
    const { workspace, stack, auditFile } = this.options;
    const { file, sha256 } = planned;
    if (!existsSync(file) || digestOf(file) !== sha256)
      throw new PlanRefused(
        `the plan file is not the one that was reviewed (SHA-256 ${sha256}): nothing was applied; run roster deploy again`,
      );
    await withLog(auditFile, async (log) => {
      const begun = await this.leavers.begin(planned, report, log, state);
      const about = { stack, planSha256: sha256, runner: report.runner, accountId: report.accountId };
      try {
        await this.whenUnlocked((more) => workspace.apply({ planFile: file, ...this.run, ...more }));
      } catch (error) {
        const stale = isStale(error);
        const reason = error instanceof TerraformFailure ? error.reason : "failed";
        const result = stale ? "refused: the plan is older than the state" : reason;
        log.append({ event: "apply ends", ...about, result });
        if (!stale) throw error;
        await this.leavers.undoBegin(begun);
        throw new PlanRefused(
          "the plan is older than the state: somebody applied in between, and nothing was applied; run roster deploy again",
        );
      }
      this.begun = begun;
      log.append({ event: "apply ends", ...about, result: "done" });
    });
  }

  /** Whether everybody is gone who left with this plan, after its apply. */
  public async verify(planned: Planned): Promise<Removal[]> {
    if (this.begun === undefined) throw new Error("apply comes before verify");
    return this.leavers.verify(planned, this.begun);
  }

  /** Where everybody is who was to leave with an earlier apply. */
  public verifyPending(planned: Planned, looking: Looking): Promise<EarlierLeavers> {
    return this.leavers.look(planned, looking);
  }

  /** @returns serial numbers of the MFA devices that an interrupted apply had only deactivated */
  public finishDevices(planned: Planned): Promise<string[]> {
    return finishDevices(planned, this.leavers.earlier.leaving.devices, this.options);
  }

  /** There was nothing to apply. */
  public end(): Promise<void> {
    return this.leavers.end();
  }

  private whenUnlocked<T>(work: (more: LockWait) => Promise<T>): Promise<T> {
    const { workspace, onLocked } = this.options;
    return whenUnlocked(work, { product: workspace.binary.product, folder: workspace.directory, onLocked });
  }
}

/** Terraform compares the serial number of the state with the plan's. */
function isStale(error: unknown): boolean {
  return (
    error instanceof TerraformFailure && error.diagnostics.some(({ summary }) => /saved plan is stale/i.test(summary))
  );
}
