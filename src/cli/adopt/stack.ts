import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ImportBlock } from "../../../constructs/import-blocks";
import { type InState, inState } from "../../adopt/in-state";
import type { Plan } from "../../plan/read";
import type { Roster } from "../../roster/index";
import { Workspace } from "../../terraform/workspace";
import { defined } from "../../text/defined";
import type { Context } from "../command";
import { synthesize } from "../synthesize";
import { requireBinary } from "../terraform-binary";

/** The real stack and its real state, in a folder that is removed at the end: nothing but plans is made here. */
export class DraftStack {
  private readonly out = mkdtempSync(join(realpathSync(tmpdir()), "roster-adopt-stack-"));
  private workspace: Workspace | undefined;

  public constructor(
    private readonly project: string,
    private readonly input: Pick<Context, "env" | "signal" | "terminal">,
  ) {}

  /**
   * Synthesizes, starts terraform with the roster's own backend, and reads the state.
   * @returns what the state manages, and the addresses of the stack
   */
  public async open(roster: Roster): Promise<{ state: InState; addresses: ReadonlySet<string> }> {
    const { env } = this.input;
    const binary = await requireBinary(env, "adopt proves with a real plan that nothing changes");
    const folder = this.synthesize(roster, []);
    this.workspace = new Workspace(folder, binary, { env });
    await this.workspace.init({ ...this.run, onStep: this.input.terminal.say });
    const state = inState(await this.workspace.state(this.run));
    return { state, addresses: addressesOf(join(folder, "cdk.tf.json")) };
  }

  /** The plan of a roster with imports; it is read and thrown away. */
  public async plan(roster: Roster, imports: readonly ImportBlock[]): Promise<Plan> {
    if (this.workspace === undefined) throw new Error("open comes before plan");
    this.synthesize(roster, imports);
    await this.workspace.plan({ out: "adopt.tfplan", ...this.run });
    return this.workspace.show("adopt.tfplan", this.run);
  }

  public close(): void {
    rmSync(this.out, { recursive: true, force: true });
  }

  private synthesize(roster: Roster, imports: readonly ImportBlock[]): string {
    const [stack] = synthesize([roster], { out: this.out, project: this.project, imports: () => imports });
    return stack?.folder ?? this.out;
  }

  private get run() {
    const { signal } = this.input;
    return defined({ signal });
  }
}

/** Addresses of all resources in a `cdk.tf.json`. */
export function addressesOf(file: string): Set<string> {
  const { resource = {} } = JSON.parse(readFileSync(file, "utf8")) as { resource?: Record<string, object> };
  return new Set(
    Object.entries(resource).flatMap(([type, named]) => Object.keys(named).map((name) => `${type}.${name}`)),
  );
}
