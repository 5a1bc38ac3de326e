import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { identityOf } from "../../../constructs/identity-output";
import type { ImportBlock } from "../../../constructs/import-blocks";
import type { ForgottenLeaver } from "../../adopt/forgotten-leaver";
import { type InState, inState } from "../../adopt/in-state";
import type { Plan } from "../../plan/read";
import type { Roster } from "../../roster/index";
import type { UiEvent } from "../../terraform/ui-events";
import { Workspace } from "../../terraform/workspace";
import { defined } from "../../text/defined";
import type { Context } from "../command";
import { Progress } from "../progress";
import { projectIdOf } from "../project";
import { initPinned } from "../provider-lock";
import { addressesOf } from "../stack-addresses";
import type { Owning } from "../state/foreign-state";
import { type LocalState, localStateOf } from "../state/local-state";
import { dropOwnCopy, makeOwnCopy } from "../state/own-copy";
import { type SettleOptions, settleBackendState, settleLocalState } from "../state/settle-state";
import { synthesize } from "../synthesize";
import { requireBinary } from "../terraform-binary";
import { terraformProgress } from "../terraform-progress";

/** What a stack takes over beside what is in it. */
export interface Taken {
  readonly imports?: readonly ImportBlock[];
  /** Who is taken back to be removed. */
  readonly leavers?: readonly ForgottenLeaver[];
}

/** What becomes of a state that is damaged. */
export type Settling = Pick<SettleOptions, "auditFile" | "mending" | "mend" | "from"> & Pick<Owning, "deploying">;

const PLAN = "adopt.tfplan";

/** The real stack and its real state, in a folder that is removed at the end. */
export class DraftStack {
  private readonly out = mkdtempSync(join(realpathSync(tmpdir()), "roster-adopt-stack-"));
  private workspace: Workspace | undefined;
  private leaving: readonly string[] = [];
  private local: LocalState | undefined;
  private readonly onEvent: (event: UiEvent) => void;

  public constructor(
    private readonly project: string,
    private readonly input: Pick<Context, "cwd" | "env" | "signal" | "terminal">,
    /** @default - whoever opens it has looked at the state already */
    private readonly settling?: Settling,
  ) {
    this.onEvent = terraformProgress(new Progress(input.terminal));
  }

  /**
   * Synthesizes, starts terraform with the roster's own backend, and reads the state.
   * @returns what the state manages, and the addresses of the stack
   * @throws StateDamaged where that is not the one to go on with
   */
  public async open(roster: Roster): Promise<{ state: InState; addresses: ReadonlySet<string> }> {
    const { env } = this.input;
    const binary = await requireBinary(env, "adopt proves with a real plan that nothing changes");
    const { input, project, settling } = this;
    const place = { project, env, folder: join(project, "cdktf.out", "stacks", roster.stack) };
    this.local = localStateOf(roster.backend, place);
    const own = identityOf(roster, projectIdOf(project));
    const settled =
      settling === undefined
        ? undefined
        : { ...input, ...settling, ...place, roster, binary, owning: { own, deploying: settling.deploying } };
    if (settled !== undefined) await settleLocalState(settled);
    const folder = this.synthesize(roster, {});
    this.workspace = new Workspace(folder, binary, { env });
    await initPinned(this.workspace, project, { ...this.run, onStep: input.terminal.say });
    if (settled !== undefined) await settleBackendState(this.workspace, settled);
    const state = inState(await this.workspace.state(this.run));
    const addresses = addressesOf(join(folder, "cdk.tf.json"));
    this.leaving = [...state.addresses].filter(
      (address) => /^aws_iam_(policy|group)\.[^.[]+$/.test(address) && !addresses.has(address),
    );
    return { state, addresses };
  }

  /** Ids of the access keys that the state manages, by address, for who looks on only. */
  public async accessKeys(roster: Roster): Promise<ReadonlyMap<string, string>> {
    const binary = await requireBinary(this.input.env, "the state says which key lies in which slot");
    this.workspace = new Workspace(this.synthesize(roster, {}), binary, { env: this.input.env });
    await this.workspace.init(this.run);
    const { resources } = await this.workspace.state(this.run);
    return new Map(
      resources.flatMap((resource) =>
        resource.type === "aws_iam_access_key" && resource.values.id !== undefined
          ? [[resource.address, resource.values.id] as const]
          : [],
      ),
    );
  }

  /** The plan of a roster with imports. @param targets what it is about. @default - everything */
  public async plan(roster: Roster, more: Taken, targets?: readonly string[]): Promise<Plan> {
    this.synthesize(roster, more);
    const options = { ...this.run, ...defined({ targets }) };
    await this.opened.plan({ out: PLAN, ...options });
    return this.opened.show(PLAN, this.run);
  }

  /** Applies the plan that was made last; a local state has a copy as long as it is written. */
  public async apply(): Promise<void> {
    if (this.local !== undefined) makeOwnCopy(this.local);
    await this.opened.apply({ planFile: PLAN, ...this.run });
    if (this.local !== undefined) dropOwnCopy(this.local);
  }

  public close(): void {
    rmSync(this.out, { recursive: true, force: true });
  }

  private synthesize(roster: Roster, { imports = [], leavers = [] }: Taken): string {
    const [stack] = synthesize([roster], {
      ...{ out: this.out, project: this.project, imports: () => imports },
      ...(leavers.length === 0 ? {} : { returning: { leavers, leaving: this.leaving } }),
    });
    return stack?.folder ?? this.out;
  }

  private get opened(): Workspace {
    if (this.workspace === undefined) throw new Error("open comes before plan");
    return this.workspace;
  }

  private get run() {
    const { signal } = this.input;
    return { ...defined({ signal }), onEvent: this.onEvent };
  }
}
