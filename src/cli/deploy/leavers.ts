import type { OpenAccount } from "../../aws/account";
import { requireAccount } from "../../aws/caller";
import { type AuditLog, withLog } from "../../leaving/audit-log/audit-log";
import type { Removal } from "../../leaving/audit-log/entry";
import { type PendingNow, pendingNow, planToProve } from "../../leaving/pending/against-plan";
import { beginApply } from "../../leaving/pending/begin";
import { PendingChanged } from "../../leaving/pending/changed";
import { deviceKey, leaverKey } from "../../leaving/pending/keys";
import { EARLIER_PATIENCE_MS, knownPending, shorter } from "../../leaving/pending/known";
import { without } from "../../leaving/pending/merge";
import type { Pending } from "../../leaving/pending/pending";
import type { PendingPlace } from "../../leaving/pending/place";
import { logStays } from "../../leaving/pending/stay";
import { provedKeys, settlePending, type updatePending } from "../../leaving/pending/update";
import type { PreflightReport } from "../../leaving/preflight/report";
import { verifyRemovals } from "../../leaving/verify/verify";
import { ofType } from "../../plan/change";
import type { PlannedUser, PlanPeople } from "../../plan/people";
import type { State } from "../../plan/state";
import type { Progress } from "../progress";
import { finishForgottenDevices } from "./finish-devices";
import type { Planned } from "./planned";

export interface LeaversOptions {
  readonly stack: string;
  /** The account of the roster. @default - it does not say */
  readonly accountId: string | undefined;
  readonly auditFile: string;
  /** Where the record of who is leaving lies. */
  readonly pendingPlace: PendingPlace;
  readonly patienceMs: number | undefined;
  readonly signal: AbortSignal | undefined;
  readonly withAccount: <T>(
    people: PlanPeople,
    work: (account: OpenAccount, progress: Pick<Progress, "reached">) => Promise<T>,
  ) => Promise<T>;
}

/** Who was to leave with earlier applies, and where each is now. */
export interface EarlierLeavers extends Omit<PendingNow, "unproved"> {
  /** Of those whom the state does not have any more. */
  readonly removals: readonly Removal[];
  /** Serial numbers of devices of theirs that were only deactivated, and are deleted now. */
  readonly finished: readonly string[];
}

export interface Looking {
  /** Whether this run may write down what it finds. A plan that is made for another run to apply only looks. */
  readonly settles: boolean;
  /** Whether the plan was made just now. What an older one says of the state may be wrong until Terraform has accepted it. */
  readonly fresh: boolean;
}

type Begun = Awaited<ReturnType<typeof updatePending>>;

const NOBODY = { leavers: [], devices: [] } as const;

function afterApply({ leaving, returning, staying }: Omit<PendingNow, "unproved">): Omit<PendingNow, "unproved"> {
  return { leaving, returning: [...returning, ...staying.leavers], staying: NOBODY };
}

/** Those who leave with a stack, from the apply that is to remove them until each is proved gone. */
export class Leavers {
  /** All who are pending. */
  private pending: Pending | undefined;
  /** Those of applies before this one. */
  public earlier: EarlierLeavers = { removals: [], finished: [], leaving: NOBODY, returning: [], staying: NOBODY };
  /** Whether an apply before this one did not get to its end, or not to its whole proof. */
  public afterCutOff = false;

  /** @param state reads what is stored now */
  public constructor(
    private readonly options: LeaversOptions,
    private readonly state: () => Promise<State>,
  ) {}

  /**
   * Where everybody is who was to leave with an earlier apply: by the record beside the state, and by the audit log. Who came back is
   * told in the log.
   */
  public async look(planned: Planned, { settles, fresh }: Looking): Promise<EarlierLeavers> {
    const { people, plan, sha256 } = planned;
    const { pendingPlace } = this.options;
    const { pending, record } = await this.read();
    this.afterCutOff = record !== undefined || pending !== undefined;
    this.pending = pending;
    if (pending === undefined) return this.earlier;
    const importing = ofType(plan.changes, "aws_iam_user").flatMap((user) => (user.importing ? [user.address] : []));
    const { unproved, ...sorted } = pendingNow(pending, people, new Set(importing));
    const now = fresh ? sorted : afterApply(sorted);
    const finished = settles && fresh ? await finishForgottenDevices(planned, unproved, this.options) : [];
    const removals = await this.prove(planToProve(pending, unproved, people), pending, EARLIER_PATIENCE_MS);
    this.earlier = { removals, finished, ...now };
    if (!settles) return this.earlier;
    const { leavers, devices } = now.staying;
    await this.stay(leavers, people, sha256);
    const settled = [...provedKeys(removals, unproved.devices), ...leavers.map(leaverKey), ...devices.map(deviceKey)];
    this.pending = without(pending, new Set(settled));
    await settlePending(pendingPlace, { keys: settled, also: pending, ended: false });
    return this.earlier;
  }

  /** Who is pending, as it is written down: nothing is looked at. */
  public async known(): Promise<Pending | undefined> {
    return (await this.read()).pending;
  }

  private read() {
    const { pendingPlace, auditFile, stack, accountId } = this.options;
    return knownPending(pendingPlace, auditFile, { stack, accountId });
  }

  /**
   * Writes down who leaves with this plan, beside those who are pending: before anything is applied.
   * @param state the version that the apply begins with
   */
  public begin(
    { people, sha256 }: Planned,
    report: PreflightReport,
    log: AuditLog,
    state: Pending["state"],
  ): Promise<Begun> {
    const { stack, pendingPlace } = this.options;
    return beginApply(pendingPlace, log, {
      ...{ stack, accountId: report.accountId, runner: report.runner, planSha256: sha256, begunAt: report.checkedAt },
      ...{ people, also: this.pending, state },
      held: Object.fromEntries(report.leavers.map(({ user, held }) => [user, held])),
    });
  }

  /** Nothing was applied: those who leave with the plan are as before. */
  public async undoBegin({ before }: Begun): Promise<void> {
    const { pendingPlace } = this.options;
    try {
      if (before === undefined) await pendingPlace.clear();
      else await pendingPlace.write(before);
    } catch (error) {
      // Whoever applied in between has written it since; that some are in it who did not leave is found out by the next run.
      if (!(error instanceof PendingChanged)) throw error;
    }
  }

  /** After the apply: whether everybody is gone who left with this plan. Whom it imported of earlier leavers stays. */
  public async verify({ people, sha256 }: Planned, begun: Begun): Promise<Removal[]> {
    const { leaving, returning } = this.earlier;
    const known = new Set(people.deletedDevices.map(({ serial }) => serial));
    const devices = leaving.devices.filter(({ serial }) => !known.has(serial));
    const plan = { ...people, deletedDevices: [...people.deletedDevices, ...devices] };
    const removals = await this.prove(plan, { planSha256: sha256, held: begun.after?.held ?? {} });
    await this.stay(returning, plan, sha256);
    const settled = [...provedKeys(removals, begun.after?.devices ?? []), ...returning.map(leaverKey)];
    await settlePending(this.options.pendingPlace, { keys: settled, ended: true });
    return removals;
  }

  /** There was nothing to apply: a record of nobody is of an apply that has got to its end by now. */
  public async end(): Promise<void> {
    if (this.afterCutOff) await settlePending(this.options.pendingPlace, { keys: [], ended: true });
  }

  private async prove(
    people: PlanPeople,
    { planSha256, held }: Pick<Pending, "planSha256" | "held">,
    longestMs?: number,
  ): Promise<Removal[]> {
    if (people.leavers.length === 0 && people.deletedDevices.length === 0) return [];
    const { stack, signal, auditFile, withAccount } = this.options;
    const patienceMs = shorter(this.options.patienceMs, longestMs);
    const state = await this.state();
    const removals = await withAccount(people, async (account) => {
      const caller = await requireAccount(account, people.accountIds);
      const heldBy = new Map(Object.entries(held));
      return verifyRemovals(account, {
        ...{ plan: people, planSha256, caller, state, held: heldBy, stack, patienceMs, signal },
      });
    });
    await withLog(auditFile, (log) => log.appendAll(removals));
    return removals;
  }

  private async stay(users: readonly PlannedUser[], people: PlanPeople, planSha256: string): Promise<void> {
    if (users.length === 0) return;
    const { stack, auditFile, withAccount } = this.options;
    const caller = await withAccount(people, (account) => requireAccount(account, people.accountIds));
    await withLog(auditFile, (log) => logStays(log, users, { stack, planSha256, caller }));
  }
}
