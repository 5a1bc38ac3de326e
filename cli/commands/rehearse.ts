import { readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Roster } from "../../roster/index";
import { parseFaults } from "../../sandbox/index";
import { findBinary } from "../../terraform/binary";
import { TerraformFailure } from "../../terraform/failure";
import { printable } from "../../text/printable";
import { checkRosters, exitCodeOf, soundRosters } from "../check";
import type { Command, CommandInput } from "../command";
import { formatText } from "../format/text";
import { describePeople, resourcesByUser } from "../people";
import { Progress } from "../progress";
import { chooseRosters, projectFolder } from "../project";
import { type Departure, Rehearsal } from "../rehearsal/rehearsal";
import { readStateFile } from "../rehearsal/state-file";
import { count } from "../summary";
import { type SynthesizedStack, synthesize } from "../synthesize";
import { formatTable } from "../table";

export const rehearse: Command = {
  summary: "Shows the whole life of a roster's users: real Terraform, and a sandbox instead of AWS.",
  usage: "[--file FILE].. [--together] [--state FILE] [--faults SPEC]",
  help: [
    "--file FILE    a roster, may be repeated; default: those of cdktf.json (context.rosters), or users.yaml",
    "--together     delete all entries in one change; default: one person after the other",
    "--state FILE   the account begins as this copy, which roster sandbox --state has saved; FILE stays as it is",
    "--faults SPEC  what goes wrong on the way, as for roster sandbox: throttle=0.2,lost-response=DeleteUser",
    "",
    "No AWS account is touched: the endpoint is on this machine and ends with the rehearsal.",
  ],
  options: {
    file: { type: "string", multiple: true },
    together: { type: "boolean" },
    state: { type: "string" },
    faults: { type: "string" },
  },
  run: async (input) => {
    const { values, positionals, terminal, today, cwd } = input;
    const named = [...((values.file as string[] | undefined) ?? []), ...positionals];
    const checked = await checkRosters(chooseRosters(named, cwd), today === undefined ? {} : { today });
    for (const line of checked.flatMap(({ unreadable }) => unreadable)) terminal.err(`roster: ${printable(line)}\n`);
    if (checked.some(({ diagnostics, kind }) => diagnostics.length > 0 || kind === "sound"))
      terminal.out(formatText(checked));
    const rosters = soundRosters(checked);
    if (rosters === undefined) return exitCodeOf(checked);
    const project = projectFolder(cwd);
    let worst = 0;
    for (const stack of synthesize(rosters, { out: resolve(project, "cdktf.out"), project })) {
      const stackFile = join(stack.folder, "cdk.tf.json");
      terminal.out(`\nWould be created, in ${relative(cwd, stackFile)}:\n\n`);
      terminal.out(describePeople(stack.roster, resourcesByUser(JSON.parse(readFileSync(stackFile, "utf8")))));
      worst = Math.max(worst, await rehearseStack(stack, stackFile, input));
      if (input.signal?.aborted) break;
    }
    return worst;
  },
};

/** @returns 0, 3 when somebody did not leave cleanly, or 130 when it was stopped */
async function rehearseStack({ roster }: SynthesizedStack, stackFile: string, input: CommandInput): Promise<number> {
  const { terminal, env, signal, values } = input;
  const binary = await findBinary(env);
  if (binary === undefined) {
    terminal.err(
      "\nLeft out: terraform. Neither terraform nor tofu is on the PATH; install one to validate and rehearse the stack.\n",
    );
    return 0;
  }
  const progress = new Progress(terminal);
  const faults = values.faults === undefined ? undefined : parseFaults(String(values.faults));
  const state = values.state === undefined ? undefined : readStateFile(resolve(input.cwd, String(values.state)));
  const rehearsal = new Rehearsal({
    roster,
    state,
    binary,
    env,
    signal,
    faults,
    onEvent: (event) => {
      if ("address" in event && event.type.endsWith("_start")) progress.detail(printable(event.address));
    },
  });
  try {
    terminal.err("\n");
    const provider = await rehearsal.prepare(stackFile);
    const where = provider.source === "mirror" ? "a mirror on this machine" : provider.source;
    progress.step(`${binary.product} ${binary.version}, hashicorp/aws ${provider.version ?? "?"} from ${where}`);
    const problems = await rehearsal.validate();
    if (problems.length > 0) {
      progress.step("terraform validate refuses the stack:");
      for (const problem of problems) terminal.out(`  ${printable(problem)}\n`);
      return 3;
    }
    progress.step("terraform validate: the stack is valid");
    return await liveThrough(rehearsal, roster, values.together === true, progress, input);
  } catch (error) {
    progress.clear();
    if (signal?.aborted) {
      terminal.err("Stopped. The sandbox and its state are gone.\n");
      return 130;
    }
    if (error instanceof TerraformFailure && error.reason === "provider") {
      terminal.err(`Left out: terraform validate and the rehearsal. ${printable(error.message)}\n`);
      return 0;
    }
    if (!(error instanceof TerraformFailure) || error.reason !== "exit") throw error;
    terminal.out(`\n${printable(error.message, { keepLineBreaks: true })}\n`);
    return 3;
  } finally {
    await rehearsal.close();
  }
}

async function liveThrough(
  rehearsal: Rehearsal,
  roster: Roster,
  together: boolean,
  progress: Progress,
  { terminal }: CommandInput,
): Promise<number> {
  progress.step("join: terraform apply ...");
  const created = await rehearsal.join();
  progress.step(`join: ${count(created, "resource")} created for ${count(roster.users.length, "user")}`);
  const settled = await rehearsal.settled();
  progress.step(settled ? "a second plan changes nothing" : "a second plan is NOT empty");
  if (roster.users.length === 0) {
    progress.step("nobody is in the roster: there is nobody to remove");
    return settled ? 0 : 3;
  }
  progress.step("everybody enables their MFA devices, by hand, as people do; terraform apply -refresh-only ...");
  await rehearsal.enableMfa();
  const departures: Departure[] = [];
  const steps = together ? [roster.users] : roster.users.map((user) => [user]);
  let remaining = roster.users;
  for (const leavers of steps) {
    remaining = remaining.filter((user) => !leavers.includes(user));
    const who = leavers.length === 1 ? printable(leavers[0]?.key ?? "") : count(leavers.length, "user");
    progress.step(`leave: the entry of ${who} is deleted, terraform apply ...`);
    departures.push(...(await rehearsal.leave(leavers, remaining)));
  }
  progress.clear();
  const rows = departures.map(({ user, held, left }) => [user.key, held, left.join("; ") || "removed cleanly"]);
  terminal.out(`\n${formatTable(["person", "held", "result"], rows)}`);
  return settled && departures.every(({ left }) => left.length === 0) ? 0 : 3;
}
