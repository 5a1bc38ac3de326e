import type { Roster } from "../../roster/index";
import type { FaultSpec, SandboxState } from "../../sandbox/index";
import { findBinary, type Product } from "../../terraform/binary";
import { TerraformFailure } from "../../terraform/failure";
import { count } from "../../text/count";
import { printable } from "../../text/printable";
import { formatTable } from "../../text/table";
import type { Context } from "../command";
import type { Terminal } from "../terminal";
import { requireBinary } from "../terraform-binary";
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
  /**
   * Rehearse with the newest provider that the stack allows, and give what is to be pinned if all went well. Then nothing is
   * skipped for want of a binary or a provider.
   * @default - with what is pinned
   */
  readonly onLock?: ((made: ProviderLock) => void) | undefined;
}

export interface ProviderLock {
  /** The lock file. */
  readonly text: string;
  readonly product: Product;
}

/**
 * @returns 0, 3 when somebody did not leave cleanly, or 130 when it was stopped
 * @throws UsageError when there is no binary, and a lock is wanted
 */
export async function rehearseStack(
  { stackFile, together, onLock, ...stack }: RehearsedStack,
  { terminal, env, signal }: Context,
): Promise<number> {
  const binary = await (onLock === undefined ? findBinary(env) : requireBinary(env, "--update-lock pins a provider"));
  if (binary === undefined) {
    terminal.err(
      "\nSkipped: terraform. Neither terraform nor tofu is on the PATH; install one to validate and rehearse the stack.\n",
    );
    return 0;
  }
  const rehearsal = new Rehearsal({
    ...stack,
    ...{ binary, env, newest: onLock !== undefined },
    signal,
    onStep: terminal.say,
    onEvent: (event) => {
      if ("address" in event && event.type.endsWith("_start")) terminal.draw(event.address);
    },
  });
  try {
    terminal.err("\n");
    const provider = await rehearsal.prepare(stackFile);
    const where = provider.source === "mirror" ? "a mirror on this machine" : provider.source;
    terminal.say(
      `${binary.product} ${binary.version}, hashicorp/aws ${provider.version ?? "?"}${provider.pinned ? ", as it is pinned," : ""} from ${where}`,
    );
    const problems = await rehearsal.validate();
    if (problems.length > 0) {
      terminal.say("terraform validate refuses the stack:");
      for (const problem of problems) terminal.out(`  ${printable(problem)}\n`);
      return 3;
    }
    terminal.say("terraform validate: the stack is valid");
    const ended = await liveThrough(rehearsal, stack.roster, together, terminal);
    if (ended === 0) onLock?.({ text: rehearsal.lock(), product: binary.product });
    return ended;
  } catch (error) {
    if (signal?.aborted) {
      terminal.say("Stopped. The sandbox and its state are gone.");
      return 130;
    }
    if (error instanceof TerraformFailure && error.reason === "provider" && onLock === undefined) {
      terminal.say(`Skipped: terraform validate and the rehearsal. ${error.message}`);
      return 0;
    }
    if (!(error instanceof TerraformFailure) || error.reason !== "exit") throw error;
    terminal.out(`\n${error.message}\n`);
    return 3;
  } finally {
    await rehearsal.close();
  }
}

async function liveThrough(
  rehearsal: Rehearsal,
  roster: Roster,
  together: boolean,
  { say, out }: Terminal,
): Promise<number> {
  say("join: terraform apply ...");
  const created = await rehearsal.join();
  say(`join: ${count(created, "resource")} created for ${count(roster.users.length, "user")}`);
  const settled = await rehearsal.settled();
  say(settled ? "a second plan changes nothing" : "a second plan is NOT empty");
  if (roster.users.length === 0) {
    say("nobody is in the roster: there is nobody to remove");
    return settled ? 0 : 3;
  }
  say("everybody enables their MFA devices by hand; terraform apply -refresh-only ...");
  await rehearsal.enableMfa();
  const departures: Departure[] = [];
  const steps = together ? [roster.users] : roster.users.map((user) => [user]);
  let remaining = roster.users;
  for (const leavers of steps) {
    remaining = remaining.filter((user) => !leavers.includes(user));
    const who = leavers.length === 1 ? (leavers[0]?.key ?? "") : count(leavers.length, "user");
    say(`leave: the entry of ${who} is deleted, terraform apply ...`);
    departures.push(...(await rehearsal.leave(leavers, remaining)));
  }
  const rows = departures.map(({ user, held, left }) => [user.key, held, left.join("; ") || "removed cleanly"]);
  out(`\n${formatTable(["person", "held", "result"], rows)}`);
  return settled && departures.every(({ left }) => left.length === 0) ? 0 : 3;
}
