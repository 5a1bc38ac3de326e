import { join } from "node:path";
import type { Pending } from "../../leaving/pending/pending";
import { pendingPlace } from "../../leaving/pending/place";
import type { Roster } from "../../roster/index";
import type { StateLock } from "../../terraform/state-lock";
import type { Workspace } from "../../terraform/workspace";
import { addressesOf } from "../stack-addresses";
import { StateDamaged } from "./damaged";
import { describeDamage } from "./describe-damage";
import { findDamage } from "./find-damage";
import { foreignState, type Owning } from "./foreign-state";
import { type LocalState, localStateOf } from "./local-state";
import { closeToOthers, dropOwnCopy, makeOwnCopy } from "./own-copy";
import { remoteDamage } from "./remote-damage";
import { isUsable, notable, see } from "./sight";
import { storedNow } from "./stored";

export interface StateGuardOptions {
  readonly roster: Pick<Roster, "backend" | "stack">;
  readonly workspace: Workspace;
  /** The folder of cdktf.json. */
  readonly project: string;
  readonly auditFile: string;
  readonly cwd: string;
  /** The command that mends this roster: `roster adopt --mend`. */
  readonly mending: string;
  readonly owning: Omit<Owning, "addresses">;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal | undefined;
  readonly onLocked: (lock: StateLock) => void;
}

/** Stands before the state on the way of a deploy: nothing is planned with one that is damaged, and each apply has a copy. */
export class StateGuard {
  private readonly local: LocalState | undefined;

  public constructor(private readonly options: StateGuardOptions) {
    const { roster, project, workspace, env } = options;
    this.local = localStateOf(roster.backend, { project, folder: workspace.directory, env });
  }

  /** @throws StateDamaged when a local state is not the one to go on with; StateLocked */
  public async beforeInit(): Promise<void> {
    if (this.local === undefined) return;
    closeToOthers(this.local);
    const { workspace, env, signal, onLocked } = this.options;
    const { directory: folder, binary } = workspace;
    const damage = await findDamage(this.local, {
      record: await this.record(),
      ...{ binary, env, signal, folder, onLocked },
    });
    if (damage !== undefined) throw new StateDamaged(describeDamage(damage, this.telling));
  }

  /** @throws StateDamaged when the state of another backend is not the one to go on with, or any state is another roster's */
  public async afterInit(): Promise<void> {
    const { workspace, signal, owning } = this.options;
    const seen = await storedNow(workspace, this.local, signal);
    const damage = this.local === undefined ? remoteDamage(seen, await this.record(), this.telling) : undefined;
    const addresses = addressesOf(join(workspace.directory, "cdk.tf.json"));
    const wrong = damage ?? foreignState(seen, { ...owning, addresses });
    if (wrong !== undefined) throw new StateDamaged(wrong);
  }

  /** A copy of a local state, for as long as Terraform writes it. @returns the version to note */
  public async beforeApply(): Promise<Pending["state"]> {
    if (this.local !== undefined) makeOwnCopy(this.local);
    const { workspace, signal } = this.options;
    return notable(await storedNow(workspace, this.local, signal));
  }

  /** Around what Terraform does to the state without applying a plan of ours. */
  public async whileRefreshing(work: () => Promise<void>): Promise<void> {
    if (this.local !== undefined) makeOwnCopy(this.local);
    await work();
    this.done();
  }

  /** The state is whole, and what was done is proved. */
  public done(): void {
    if (this.local !== undefined) dropOwnCopy(this.local);
  }

  /** Whether a local state is one that Terraform could go on with, after an apply that stopped; of another backend nobody asks now. */
  public get isUsable(): boolean {
    return this.local === undefined || isUsable(see(this.local.file));
  }

  private record(): Promise<Pending | undefined> {
    const { roster, project, auditFile, env, signal } = this.options;
    return pendingPlace({
      ...{ backend: roster.backend, stack: roster.stack },
      project,
      auditFile,
      env,
      signal,
    }).read();
  }

  private get telling() {
    const { roster, cwd, mending } = this.options;
    return { stack: roster.stack, cwd, mending };
  }
}
