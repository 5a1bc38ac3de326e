import type { LiveAccount } from "../../aws/account";
import type { Caller } from "../../aws/caller";
import { mapLimited } from "../../aws/concurrency";
import { isNamedAfter, virtualDevices } from "../../aws/devices";
import { describeHolding, deviceName, type Holding } from "../../aws/kinds";
import { look } from "../../aws/outcome";
import { listAll } from "../../aws/paging";
import { pause } from "../../aws/retry";
import { leftOf } from "../../plan/left-of";
import type { PlannedUser, PlanPeople } from "../../plan/people";
import type { State } from "../../plan/state";
import { parseArn } from "../../terms/arns";
import { defined } from "../../text/defined";
import type { Removal } from "../audit-log/entry";
import { blind, type Check, nextOf } from "./check";

export interface VerifyOptions {
  /** Whose removals these are, for the audit log. @default - a plan's, of which the roster is not known */
  readonly stack?: string | undefined;
  readonly plan: PlanPeople;
  readonly planSha256: string;
  readonly caller: Caller;
  /** The state after the apply. @default - it is not looked at, and that is said */
  readonly state?: State | undefined;
  /** What the leavers held, managed and not; of the preflight. @default - what the plan's state knows */
  readonly held?: ReadonlyMap<string, readonly Holding[]> | undefined;
  /** AWS needs a moment until all of it knows: how long to wait. @default 60000 */
  readonly patienceMs?: number | undefined;
  /** Between two looks. @default 2000 */
  readonly pollMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Looks for everybody whom a plan removed, and for each device that it removed from somebody who stays, until AWS has
 * forgotten them or patience ends.
 */
export async function verifyRemovals(account: LiveAccount, options: VerifyOptions): Promise<Removal[]> {
  const { leavers, deletedDevices } = options.plan;
  const leaving = new Set(leavers.map(({ name }) => name));
  const others = deletedDevices.filter(({ user }) => user === undefined || !leaving.has(user));
  return [
    ...(await mapLimited(leavers, 8, (user) => verifyUser(account, user, options))),
    ...(await mapLimited(others, 8, (device) => verifyDevice(account, device, options))),
  ];
}

async function verifyDevice(
  account: LiveAccount,
  { serial, user }: PlanPeople["deletedDevices"][number],
  options: VerifyOptions,
): Promise<Removal> {
  const what = "the virtual MFA device";
  return patiently(options, { user: user ?? deviceName(serial), arn: serial, held: [] }, async () => {
    const seen = await virtualDevices(account);
    if (seen.kind === "could not check") return [blind("devices", what, seen)];
    const devices = (seen.kind === "found" ? seen.value : []).filter((device) => device.serial === serial);
    if (devices.length === 0) return [{ of: "devices", what, outcome: "gone", result: "none is left" }];
    return [{ of: "devices", what, outcome: "there", result: `left over: ${serial}`, devices }];
  });
}

function verifyUser(account: LiveAccount, user: PlannedUser, options: VerifyOptions): Promise<Removal> {
  const held = (options.held?.get(user.name) ?? heldBy(user, options.plan)).map(describeHolding);
  const who = {
    user: user.name,
    ...defined({ userId: user.userId }),
    arn: user.arn ?? "",
    held,
  };
  return patiently(options, who, () => checksOf(account, user, options));
}

async function patiently(
  { caller, planSha256, stack, signal, patienceMs = 60_000, pollMs = 2_000 }: VerifyOptions,
  who: Pick<Removal, "user" | "userId" | "arn" | "held">,
  ask: () => Promise<Check[]>,
): Promise<Removal> {
  const elsewhere = otherAccount(who.arn, caller);
  const end = Date.now() + patienceMs;
  let checks = elsewhere === undefined ? await ask() : [elsewhere];
  while (checks.some(({ outcome }) => outcome === "there") && Date.now() + pollMs <= end) {
    await pause(pollMs, signal);
    checks = await ask();
  }
  const there = checks.some(({ outcome }) => outcome === "there");
  const blinded = checks.some(({ outcome }) => outcome === "blind");
  return {
    event: "removal",
    ...defined({ stack }),
    accountId: caller.accountId,
    runner: caller.arn,
    ...who,
    planSha256,
    result: there ? "not gone" : blinded ? "could not check" : "gone",
    checks: checks.map(({ what, result }) => ({ what, result })),
    ...defined({ next: nextOf(checks) }),
  };
}

/** That somebody is not in this account says nothing of the account in which the user was. */
function otherAccount(arn: string, caller: Caller): Check | undefined {
  const account = parseArn(arn)?.accountId;
  if (account === undefined || account === caller.accountId) return undefined;
  const result = `could not check: it is ${account}, and these credentials are of ${caller.accountId}`;
  return { of: "account", what: "the account", outcome: "blind", result };
}

async function checksOf(account: LiveAccount, user: PlannedUser, { plan, state }: VerifyOptions): Promise<Check[]> {
  const groups = heldBy(user, plan).flatMap(({ kind, id }) => (kind === "group" ? [id] : []));
  const { check, another } = await userCheck(account, user);
  return [
    check,
    await deviceCheck(account, user, plan, another),
    ...(await Promise.all(groups.map((group) => groupCheck(account, user, group)))),
    stateCheck(user, state),
  ];
}

interface UserCheck {
  readonly check: Check;
  /** Whether a user of the same name is there, and is somebody else. */
  readonly another: boolean;
}

/**
 * AWS gives an id once: who has the name and another id was created after the one that left was deleted, or renamed. A name that
 * nobody has proves nothing by itself: somebody may have given the user another one.
 */
async function userCheck(account: LiveAccount, { name, userId }: PlannedUser): Promise<UserCheck> {
  const of = "user";
  const what = "the user";
  const seen = await look(`the user ${name}`, () => account.call("iam:GetUser", { UserName: name }));
  if (seen.kind === "could not check") return { check: blind(of, what, seen), another: false };
  const other = seen.kind === "found" ? seen.value.User?.UserId : undefined;
  if (seen.kind === "found" && (userId === undefined || other === undefined || other === userId))
    return { check: { of, what, outcome: "there", result: "it is still there" }, another: false };
  const another = seen.kind === "found";
  const gone = another ? `it is gone: the name is ${other}'s now, another user` : "NoSuchEntity";
  if (userId === undefined) return { check: { of, what, outcome: "gone", result: gone }, another };
  const users = await look("the users of the account", () =>
    listAll(account, "iam:ListUsers", { MaxItems: 1_000 }, "Users"),
  );
  if (users.kind === "could not check") return { check: blind(of, what, users), another };
  const now = (users.kind === "found" ? users.value : []).find((user) => user.UserId === userId)?.UserName;
  if (now === undefined) return { check: { of, what, outcome: "gone", result: gone }, another };
  const result = now === name ? "it is still listed" : `it is still there, under another name: ${now}`;
  return { check: { of, what, outcome: "there", result }, another };
}

/** @param another whether somebody else has the name now: what is enabled for that user, or named after it, is not left over */
async function deviceCheck(
  account: LiveAccount,
  user: PlannedUser,
  plan: PlanPeople,
  another: boolean,
): Promise<Check> {
  const of = "devices";
  const what = "virtual MFA devices";
  const seen = await virtualDevices(account);
  if (seen.kind === "could not check") return blind(of, what, seen);
  const planned = new Set(plan.deletedDevices.flatMap((one) => (one.user === user.name ? [one.serial] : [])));
  const others = [...plan.stayers.map(({ name }) => name), ...(another ? [user.name] : [])];
  const left = (seen.kind === "found" ? seen.value : []).filter(({ serial, user: owner }) =>
    planned.has(serial)
      ? !(another && owner === user.name)
      : owner === undefined && isNamedAfter(serial, user.name) && !others.some((name) => isNamedAfter(serial, name)),
  );
  if (left.length === 0) return { of, what, outcome: "gone", result: "none is left" };
  const result = `left over: ${left.map(({ serial }) => serial).join(", ")}`;
  return { of, what, outcome: "there", result, devices: left };
}

async function groupCheck(account: LiveAccount, { name, userId }: PlannedUser, GroupName: string): Promise<Check> {
  const of = "group";
  const what = `the group ${GroupName}`;
  const seen = await look(`the members of ${GroupName}`, () =>
    listAll(account, "iam:GetGroup", { GroupName }, "Users"),
  );
  if (seen.kind === "could not check") return blind(of, what, seen);
  if (seen.kind === "absent") return { of, what, outcome: "gone", result: "the group is gone too" };
  const there = seen.value.some(
    ({ UserName, UserId }) => UserName === name && (userId === undefined || UserId === undefined || UserId === userId),
  );
  return { of, what, outcome: there ? "there" : "gone", result: there ? "it is still a member" : "no member" };
}

function stateCheck({ address, userId }: PlannedUser, state: State | undefined): Check {
  const of = "state";
  const what = "the Terraform state";
  if (state === undefined) return { of, what, outcome: "not asked", result: "not looked at" };
  const now = state.resources.find((resource) => resource.address === address);
  const other = now?.type === "aws_iam_user" ? now.values.unique_id : undefined;
  if (userId !== undefined && other !== undefined && other !== userId)
    return { of, what, outcome: "gone", result: `no entry: ${address} is ${other} now, another user` };
  const left = leftOf(state, address);
  if (left.length === 0) return { of, what, outcome: "gone", result: "no entry" };
  return { of, what, outcome: "there", result: `entries are left: ${left.join(", ")}` };
}

function heldBy({ name }: PlannedUser, plan: PlanPeople): Holding[] {
  const devices = plan.deletedDevices.filter(({ user }) => user === name).map(({ serial }) => serial);
  const known = plan.managed.of(name);
  const further = devices.filter((serial) => !known.some(({ id }) => id === serial));
  return [...known, ...further.map((id): Holding => ({ kind: "mfaDevice", id }))];
}
