import type { Roster } from "../../roster/index";
import type { FaultSpec, SandboxState } from "../../sandbox/index";
import { findBinary, type Product } from "../../terraform/binary";
import { TerraformFailure } from "../../terraform/failure";
import { count } from "../../text/count";
import { printable } from "../../text/printable";
import { formatTable } from "../../text/table";
import type { Context } from "../command";
import { Progress } from "../progress";
import type { Terminal } from "../terminal";
import { requireBinary } from "../terraform-binary";
import { terraformProgress } from "../terraform-progress";
import { type Departure, Rehearsal } from "./rehearsal";

export interface RehearsedStack {
  readonly roster: Roster;
  /** The `cdk.tf.json`. */
  readonly stackFile: string;
  /** Whether all leave in one change. */
  readonly together: boolean;
  readonly faults: FaultSpec | undefined;
  /** How the account begins. @default - empty */
  readonly state: SandboxState | undefined;
  /** The folder that pins the provider. */
  readonly project: string;
  /** Rehearse with another provider. Then nothing is skipped for want of a binary or a provider. @default - with what is pinned */
  readonly locking: Locking | undefined;
}

export interface Locking {
  /** @default - the newest that the stack allows */
  readonly version: string | undefined;
  /** Called with what is to be pinned, if all went well. */
  readonly onLock: (made: ProviderLock) => void;
}

export interface ProviderLock {
  /** The lock file. */
  readonly text: string;
  readonly product: Product;
}

/** How a rehearsal ended: whoever did not leave cleanly is found in `people`. */
export interface RehearsalReport {
  readonly exitCode: number;
  readonly result: "rehearsed" | "skipped" | "invalid" | "failed" | "stopped";
  /** Why it is not rehearsed, one line each. @default - it is */
  readonly why?: readonly string[];
  /** Resources that the first apply created. */
  readonly created?: number;
  /** Whether a second plan changes nothing. */
  readonly settled?: boolean;
  readonly people?: readonly { readonly user: string; readonly held: string; readonly left: readonly string[] }[];
}

/** @throws UsageError when there is no binary, and a lock is wanted */
export async function rehearseStack(
  { stackFile, together, locking, ...stack }: RehearsedStack,
  { terminal, env, signal }: Context,
): Promise<RehearsalReport> {
  const binary = await (locking === undefined ? findBinary(env) : requireBinary(env, "--update-lock pins a provider"));
  if (binary === undefined) {
    const why = "Neither terraform nor tofu is on the PATH; install one to validate and rehearse the stack.";
    terminal.err(`\nSkipped: terraform. ${why}\n`);
    return { exitCode: 0, result: "skipped", why: [why] };
  }
  const progress = new Progress(terminal);
  const rehearsal = new Rehearsal({
    ...stack,
    ...{ binary, env, provider: locking === undefined ? "pinned" : (locking.version ?? "newest") },
    signal,
    onStep: terminal.say,
    onEvent: terraformProgress(progress),
  });
  try {
    terminal.say("");
    const provider = await rehearsal.prepare(stackFile);
    const where = provider.source === "mirror" ? "a mirror on this machine" : provider.source;
    terminal.say(
      `${binary.product} ${binary.version}, hashicorp/aws ${provider.version ?? "?"}${provider.pinned ? ", as it is pinned," : ""} from ${where}`,
    );
    const problems = await rehearsal.validate();
    if (problems.length > 0) {
      terminal.say("terraform validate refuses the stack:");
      for (const problem of problems) terminal.out(`  ${printable(problem)}\n`);
      return { exitCode: 3, result: "invalid", why: problems };
    }
    terminal.say("terraform validate: the stack is valid");
    const report = await liveThrough(rehearsal, stack.roster, together, { ...terminal, progress });
    if (report.exitCode === 0) locking?.onLock({ text: rehearsal.lock(), product: binary.product });
    return report;
  } catch (error) {
    if (signal?.aborted) {
      const why = "Stopped. The sandbox and its state are gone.";
      terminal.say(why);
      return { exitCode: 130, result: "stopped", why: [why] };
    }
    if (error instanceof TerraformFailure && error.reason === "provider" && locking === undefined) {
      terminal.say(`Skipped: terraform validate and the rehearsal. ${error.message}`);
      return { exitCode: 0, result: "skipped", why: [error.message] };
    }
    if (!(error instanceof TerraformFailure) || error.reason !== "exit") throw error;
    terminal.out(`\n${error.message}\n`);
    return { exitCode: 3, result: "failed", why: [error.message] };
  } finally {
    await rehearsal.close();
  }
}

async function liveThrough(
  rehearsal: Rehearsal,
  roster: Roster,
  together: boolean,
  { say, out, progress }: Pick<Terminal, "say" | "out"> & { readonly progress: Progress },
): Promise<RehearsalReport> {
  say("join: terraform apply ...");
  const created = await rehearsal.join();
  say(
    `join: ${count(created, "resource")} created for ${count(roster.users.length, "user")}, after ${progress.elapsed}`,
  );
  const settled = await rehearsal.settled();
  say(settled ? "a second plan changes nothing" : "a second plan is NOT empty");
  const departures: Departure[] = [];
  if (roster.users.length === 0) say("nobody is in the roster: there is nobody to remove");
  else {
    say("everybody enables their MFA devices by hand; terraform apply -refresh-only ...");
    await rehearsal.enableMfa();
  }
  const steps = together ? [roster.users] : roster.users.map((user) => [user]);
  let remaining = roster.users;
  for (const [index, leavers] of steps.filter(({ length }) => length > 0).entries()) {
    remaining = remaining.filter((user) => !leavers.includes(user));
    const who = leavers.length === 1 ? (leavers[0]?.key ?? "") : count(leavers.length, "user");
    say(
      `leave, ${index + 1} of ${steps.length}, after ${progress.elapsed}: the entry of ${who} is deleted, terraform apply ...`,
    );
    departures.push(...(await rehearsal.leave(leavers, remaining)));
  }
  const people = departures.map(({ user, held, left }) => ({ user: user.key, held, left }));
  const rows = people.map(({ user, held, left }) => [user, held, left.join("; ") || "removed cleanly"]);
  say(`rehearsed in ${progress.elapsed}`);
  if (rows.length > 0) out(`\n${formatTable(["person", "held", "result"], rows)}`);
  const exitCode = settled && people.every(({ left }) => left.length === 0) ? 0 : 3;
  return { exitCode, result: "rehearsed", created, settled, people };
}
