import { type Caller, requireAccount } from "../../aws/caller";
import type { Holding } from "../../aws/kinds";
import { withLog } from "../../leaving/audit-log/audit-log";
import type { Removal } from "../../leaving/audit-log/entry";
import { pendingNow } from "../../leaving/pending/against-plan";
import { beginApply } from "../../leaving/pending/begin";
import { deviceKey, leaverKey } from "../../leaving/pending/keys";
import { without } from "../../leaving/pending/merge";
import type { Pending } from "../../leaving/pending/pending";
import { logStays } from "../../leaving/pending/stay";
import { provedKeys, settlePending } from "../../leaving/pending/update";
import type { PreflightReport } from "../../leaving/preflight/report";
import { verifyRemovals } from "../../leaving/verify/verify";
import { type PlannedUser, type PlanPeople, peopleOf } from "../../plan/people";
import type { State } from "../../plan/state";
import { count } from "../../text/count";
import { printable } from "../../text/printable";
import { auditFileOf } from "../audit-file";
import { UsageError } from "../command";
import { writeOutcome } from "../json-output";
import { patienceMsOf, withAccountOf } from "../live-account";
import { pendingOfRoster } from "../pending/of-roster";
import { provePending } from "../pending/prove";
import { isOf, rostersOf } from "../pending/rosters";
import { readPlanFile } from "../plan-file";
import { readPreflightFile } from "../preflight-file";
import type { VerifyInput } from "./options";
import type { VerifyReport } from "./report";

interface Removing {
  readonly plan: PlanPeople;
  readonly sha256: string;
  readonly held: ReadonlyMap<string, readonly Holding[]> | undefined;
}

/** Whether those are gone whom a plan removed, and those who are still pending of the rosters of its account. */
export async function verifyPlan(file: string, state: State | undefined, input: VerifyInput): Promise<VerifyReport> {
  const removing = removingOf(file, input);
  const { plan, sha256, held } = removing;
  const auditFile = auditFileOf(input);
  const rosters = (await rostersOf(input)).filter((roster) => isOf(roster, plan.accountIds));
  const [only, ...others] = rosters;
  const stack = others.length === 0 ? only?.roster.stack : undefined;
  const options = { plan, planSha256: sha256, stack, state, held, signal: input.signal };
  const ofPlan = await withAccountOf(plan, input, async (account) =>
    verifyRemovals(account, {
      ...options,
      caller: await requireAccount(account, plan.accountIds),
      patienceMs: patienceMsOf(input),
    }),
  );
  await withLog(auditFile, (log) => log.appendAll(ofPlan));
  const removals: Removal[] = [...ofPlan];
  const couldNotLook: string[] = [];
  const told = new Set([...plan.leavers.map(leaverKey), ...plan.deletedDevices.map(deviceKey)]);
  for (const read of rosters) {
    const { roster, place, pending, unseen } = await pendingOfRoster(read, { ...input, auditFile });
    couldNotLook.push(...unseen);
    const stays = pending === undefined || state === undefined ? [] : staying(pending, plan, state);
    await writeStays(stays, roster.stack, removing, input);
    const rest = pending && without(pending, new Set([...told, ...stays.map(leaverKey)]));
    const earlier = rest === undefined ? [] : await provePending({ roster, pending: rest, state, auditFile }, input);
    const devices = [...plan.deletedDevices, ...(rest?.devices ?? [])];
    const keys = [...provedKeys([...ofPlan, ...earlier], devices), ...stays.map(leaverKey)];
    if (place !== undefined) await settlePending(place, { keys, ended: true });
    removals.push(...earlier);
  }
  return { removals, couldNotLook, nobody: "this plan removes nobody" };
}

/** Who came back: the plan that was applied leaves them there, and the state has them. */
function staying(pending: Pending, plan: PlanPeople, state: State): readonly PlannedUser[] {
  const managed = new Set(
    state.resources.flatMap((one) => (one.type === "aws_iam_user" ? (one.values.unique_id ?? []) : [])),
  );
  return pendingNow(pending, plan, new Set()).staying.leavers.filter(
    ({ userId }) => userId !== undefined && managed.has(userId),
  );
}

async function writeStays(
  users: readonly PlannedUser[],
  stack: string,
  { plan, sha256 }: Removing,
  input: VerifyInput,
): Promise<void> {
  if (users.length === 0) return;
  const caller = await withAccountOf(plan, input, (account) => requireAccount(account, plan.accountIds));
  await withLog(auditFileOf(input), (log) => logStays(log, users, { stack, planSha256: sha256, caller }));
  for (const { name, userId } of users)
    input.terminal.say(`${name} (${userId}): in the roster and in the state again, and stays`);
}

/** Before the apply of a plan by another program: who leaves with it is written down as `roster deploy` does. */
export async function beginPlan(file: string, input: VerifyInput): Promise<number> {
  const { plan, sha256, held } = removingOf(file, input);
  const [read, ...others] = (await rostersOf(input)).filter((roster) => isOf(roster, plan.accountIds));
  if (read === undefined || others.length > 0)
    throw new UsageError(
      `--begin writes down who leaves beside the state of one roster, and ${read === undefined ? "there is none" : `there are ${others.length + 1}`} of the plan's account: name it with --file`,
    );
  const auditFile = auditFileOf(input);
  const { roster, place, pending, unseen } = await pendingOfRoster(read, { ...input, auditFile });
  const [why] = unseen;
  if (place === undefined || why !== undefined) throw new Error(`${why ?? ""}; nothing was written down`);
  const { accountId, arn }: Caller = await withAccountOf(plan, input, (account) =>
    requireAccount(account, plan.accountIds),
  );
  await withLog(auditFile, (log) =>
    beginApply(place, log, {
      ...{ stack: roster.stack, planSha256: sha256, accountId, runner: arn, people: plan, also: pending },
      begunAt: (input.today ?? new Date()).toISOString(),
      held: Object.fromEntries(held ?? plan.leavers.map(({ name }) => [name, plan.managed.of(name)])),
    }),
  );
  const { length } = plan.leavers;
  const leaving = length === 0 ? "nobody leaves" : `${count(length, "user")} ${length === 1 ? "leaves" : "leave"}`;
  writeOutcome(input, `${leaving} with this plan; that is written down in ${printable(place.where)}\n`, {
    leavers: plan.leavers.map(({ name, userId }) => ({ name, userId })),
    writtenTo: place.where,
  });
  return 0;
}

function removingOf(file: string, { values, cwd }: VerifyInput): Removing {
  const { plan: read, sha256 } = readPlanFile(file, cwd);
  const plan = peopleOf(read);
  const held = values.preflight === undefined ? undefined : heldOf(readPreflightFile(values.preflight, cwd, sha256));
  return { plan, sha256, held };
}

function heldOf({ leavers }: PreflightReport): Map<string, readonly Holding[]> {
  return new Map(leavers.map(({ user, held }) => [user, held]));
}
