import { existsSync } from "node:fs";
import { relative } from "node:path";
import type { ImportBlock } from "../../../constructs/import-blocks";
import type { ForgottenLeaver } from "../../adopt/forgotten-leaver";
import { connectionOf } from "../../audit/connection";
import { requireAccount } from "../../aws/caller";
import { projectFolder } from "../../files/project-folder";
import { knownPending } from "../../leaving/pending/known";
import { pendingPlace } from "../../leaving/pending/place";
import { loadRoster, type Roster, readableOf } from "../../roster/index";
import { type Partition, partitionOfArn, partitionOfRegion, partitions } from "../../terms/partitions";
import { count } from "../../text/count";
import { defined } from "../../text/defined";
import { printable } from "../../text/printable";
import { auditFileOf } from "../audit-file";
import type { AdoptInput } from "../commands/adopt";
import { importsFile, readImports, readLeavers, writeImports, writeLeavers } from "../imports";
import { withAccount } from "../live-account";
import { deployLine } from "../next-line";
import type { RosterFile } from "../project";
import { writeReport } from "../report-output";
import { defaultsOf, draftRoster, RosterFiles } from "../roster-files";
import type { AdoptionPlan } from "./adopt";
import { managedElsewhere } from "./beside";
import { edited, type NeededFlags } from "./edits";
import type { Leaving } from "./leavers";
import { changeLine, type Proof } from "./proof";
import { prove } from "./prove";
import { isNamed, readAccount } from "./read";
import { adoptFormats, leavingLines, leftLines } from "./report";
import type { DraftStack } from "./stack";

/** Reads the account, proves with a plan that nothing changes, and writes the entries. @returns the exit code */
export async function takeOver(
  file: RosterFile,
  stack: DraftStack,
  takeGroups: boolean,
  input: AdoptInput,
): Promise<number> {
  const { values, args, terminal, env, cwd, today = new Date() } = input;
  const present = existsSync(file.path) ? readableOf(await loadRoster(file.path, { today })) : undefined;
  return withAccount(connectionOf(present?.account, env), input, async (account, progress) => {
    const allowed = present?.account.id === undefined ? [] : [present.account.id];
    const { accountId, arn } = await requireAccount(account, allowed);
    const before = await RosterFiles.open(file, accountId, today, regionBeside(partitionOfArn(arn), env));
    const roster = draftRoster(before.loaded, file.name);
    const leaving = await leavingOf(roster, input);
    terminal.say(`the state of stack ${roster.stack} is being read`);
    const { state, addresses } = await stack.open(roster);
    terminal.say("users are being read");
    const request = {
      ...{ names: args.users, takeGroups, unmanaged: values.unmanaged, takePolicies: values.policies },
      ...(values.mend ? { mend: addresses } : {}),
      ...defined({ leaving }),
    };
    const elsewhere = await managedElsewhere(file, accountId, input);
    const context = { roster, defaults: defaultsOf(before, roster), state, accountId, elsewhere };
    const found = await readAccount(account, request, {
      ...context,
      onUser: (done, of) => progress.reached(done, of, ["user", "users"]),
    });
    const known = readImports(importsFile(projectFolder(cwd), roster.stack));
    const proved = await prove({
      ...{ found, request, context, files: before, stack, addresses, today },
      open: known.filter(({ to }) => !state.addresses.has(to)),
      onPlan: ({ imports, users, leavers }) => {
        const all = imports.length + leavers.flatMap((leaver) => leaver.imports).length;
        terminal.say(`terraform plan: ${count(all, "import")} for ${count(users.length + leavers.length, "user")}`);
      },
    });
    if (proved.kind === "unsayable") return refuse(input, { why: "No entry can express it:", lines: proved.errors });
    if (proved.kind === "nothing") {
      const { plan } = proved;
      terminal.say(
        plan.left.length === 0
          ? "Nothing to adopt: everything is already in the state."
          : "Nothing to adopt: everything else is already in the state.",
      );
      for (const line of [...leftLines(plan.left), ...leavingLines(plan.leaving)]) terminal.say(line);
      // What an interrupted apply had still to do is to be done all the same.
      if (values.mend) terminal.say(`Next: ${deployLine(file.name, cwd)}`);
      writeReport(input, adoptFormats, { result: "nothing", plan });
      if (!values["dry-run"])
        writeLeavers(importsFile(projectFolder(cwd), roster.stack), openLeavers([], roster, input));
      return 0;
    }
    const { plan, proof, flags, imports } = proved;
    const obstacle = obstacleIn(proof, input);
    if (obstacle !== undefined) return refuse(input, { ...obstacle, plan });
    const whole = await before.with(edited(before, roster, plan, flags), today);
    return write({ plan, proof, whole, imports, flags }, roster, input);
  });
}

/** What a new roster says of its region: nothing in the partition `aws`, where any does. */
export function regionBeside(partition: Partition = "aws", env: NodeJS.ProcessEnv): string | undefined {
  if (partition === "aws") return undefined;
  const own = env.AWS_REGION ?? env.AWS_DEFAULT_REGION;
  return partitionOfRegion(own) === partition ? own : partitions[partition][0];
}

interface Whole {
  readonly plan: AdoptionPlan;
  readonly proof: Proof;
  readonly whole: RosterFiles;
  readonly imports: readonly ImportBlock[];
  readonly flags: NeededFlags;
}

function write({ whole, imports, ...done }: Whole, roster: Roster, input: AdoptInput): number {
  const { values, terminal, cwd } = input;
  if (values["dry-run"]) {
    writeReport(input, adoptFormats, {
      ...done,
      result: "proved",
      texts: new Map([[whole.main, whole.text(whole.main)]]),
    });
    for (const line of leftLines(done.plan.left)) terminal.err(`${line}\n`);
    terminal.err("Proved; nothing was written (--dry-run).\n");
    return 0;
  }
  const path = importsFile(projectFolder(cwd), roster.stack);
  writeImports(path, imports);
  writeLeavers(path, openLeavers(done.plan.leavers, roster, input));
  const written = [...whole.write(), relative(projectFolder(cwd), path)];
  writeReport(input, adoptFormats, { ...done, result: "adopted", written });
  return 0;
}

/** With those of an earlier run that this one was not about. */
function openLeavers(
  found: readonly ForgottenLeaver[],
  { stack }: Roster,
  { values, args, cwd }: AdoptInput,
): readonly ForgottenLeaver[] {
  const before = readLeavers(importsFile(projectFolder(cwd), stack));
  const asked = (name: string) => values.mend && isNamed(args.users, name);
  return [
    ...before.filter(({ name, userId }) => !asked(name) && !found.some((one) => one.userId === userId)),
    ...found,
  ];
}

/** Who was to leave with an earlier apply, and is not proved gone. */
async function leavingOf({ backend, stack, account }: Roster, input: AdoptInput): Promise<Leaving | undefined> {
  const { cwd, env, signal } = input;
  const auditFile = auditFileOf(input);
  const place = pendingPlace({ backend, stack, project: projectFolder(cwd), auditFile, env, signal });
  return (await knownPending(place, auditFile, { stack, accountId: account.id })).pending;
}

interface Obstacle {
  readonly why: string;
  readonly lines: readonly string[];
  /** What can be done about it. @default - nothing is known */
  readonly advice?: string;
}

function obstacleIn({ wrong, pending, missing }: Proof, { values }: AdoptInput): Obstacle | undefined {
  if (wrong.length > 0) {
    const why = "The plan would change what it should only import; nothing was written:";
    const advice =
      "Let the roster say of these what the account has, adopt --mend again, and make the change of the roster again after a deploy.";
    return { why, lines: wrong.map(changeLine), ...(values.mend ? { advice } : {}) };
  }
  if (missing.length > 0) return { why: "The plan does not contain all imports; nothing was written:", lines: missing };
  if (pending.length === 0 || values.pending || values.mend) return undefined;
  return {
    why: "The roster has other changes that are not applied yet; nothing was written:",
    lines: pending.map(changeLine),
    advice: "Deploy them first. If they cannot be deployed without the adoption, add --pending.",
  };
}

function refuse(input: AdoptInput, { advice, ...refused }: Obstacle & { readonly plan?: AdoptionPlan }): number {
  const { terminal } = input;
  terminal.err(`${refused.why}\n`);
  for (const line of refused.lines) terminal.err(`  ${printable(line, { max: 300 })}\n`);
  if (advice !== undefined) terminal.err(`${advice}\n`);
  writeReport(input, adoptFormats, { ...refused, result: "refused" });
  return 3;
}
