import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reviewPlan } from "../../review/build";
import type { Review } from "../../review/model/review";
import type { RosterSide } from "../../review/roster-side";
import type { Roster } from "../../roster/index";
import { findBinary } from "../../terraform/binary";
import { TerraformFailure } from "../../terraform/failure";
import { count } from "../../text/count";
import { defined } from "../../text/defined";
import type { Context } from "../command";
import { accountFor } from "../rehearsal/account";
import { Rehearsal } from "../rehearsal/rehearsal";
import { synthesize } from "../synthesize";

export interface Changing {
  readonly before: { readonly roster: Roster; readonly side: RosterSide };
  readonly after: { readonly roster: Roster; readonly side: RosterSide };
  /** The folder that pins the provider. */
  readonly project: string;
  readonly onStep: (line: string) => void;
}

export type Rehearsed =
  | { readonly kind: "reviewed"; readonly review: Review; readonly failed: readonly string[] }
  | { readonly kind: "impossible"; readonly why: string };

/**
 * Applies the roster as it was to the sandbox, then plans, reviews and applies the one that is edited, with real Terraform. The account
 * itself is asked nothing: what it holds beside the roster is not in the review.
 */
export async function rehearseChange(
  { before, after, project, onStep }: Changing,
  { env, signal, today = new Date() }: Pick<Context, "env" | "signal" | "today">,
): Promise<Rehearsed> {
  const binary = await findBinary(env);
  if (binary === undefined) return { kind: "impossible", why: "Neither terraform nor tofu is on the PATH." };
  const out = mkdtempSync(join(realpathSync(tmpdir()), "roster-preview-"));
  const state = accountFor(after.roster);
  const rehearsal = new Rehearsal({
    roster: before.roster,
    binary,
    env,
    project,
    provider: "pinned",
    signal,
    state,
    onStep,
  });
  try {
    const [stack] = synthesize([before.roster], { out, project, imports: () => [] });
    await rehearsal.prepare(join(stack?.folder ?? out, "cdk.tf.json"));
    onStep(`the roster as it was is applied to the sandbox: ${count(before.roster.users.length, "user")}`);
    await rehearsal.join();
    await rehearsal.enableMfa();
    onStep("the change is planned and applied");
    const { plan, failed } = await rehearsal.change(after.roster);
    const sides = { before: before.side, after: after.side };
    return { kind: "reviewed", review: reviewPlan(plan, defined({ ...sides, now: today })), failed };
  } catch (error) {
    if (!(error instanceof TerraformFailure)) throw error;
    return { kind: "impossible", why: error.message };
  } finally {
    await rehearsal.close();
    rmSync(out, { recursive: true, force: true });
  }
}
