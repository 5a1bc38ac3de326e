import type { LiveAccount } from "../../aws/account";
import type { Caller } from "../../aws/caller";
import { mapLimited } from "../../aws/concurrency";
import { isNamedAfter, virtualDevices } from "../../aws/devices";
import { describeHolding, deviceName, type Holding } from "../../aws/kinds";
import { type CouldNotLook, look } from "../../aws/outcome";
import { listAll } from "../../aws/paging";
import { pause } from "../../aws/retry";
import { leftOf } from "../../plan/left-of";
import type { PlannedUser, PlanPeople } from "../../plan/people";
import type { State } from "../../plan/state";
import { defined } from "../../text/defined";
import type { Removal } from "../audit-log/entry";

export interface VerifyOptions {
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

type Check = Removal["checks"][number] & { readonly outcome: "gone" | "there" | "blind" | "not asked" };

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
    if (seen.kind === "could not check") return [blind(what, seen)];
    const there = seen.kind === "found" && seen.value.some((device) => device.serial === serial);
    return [{ what, outcome: there ? "there" : "gone", result: there ? `left over: ${serial}` : "none is left" }];
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
  { caller, planSha256, signal, patienceMs = 60_000, pollMs = 2_000 }: VerifyOptions,
  who: Pick<Removal, "user" | "userId" | "arn" | "held">,
  ask: () => Promise<Check[]>,
): Promise<Removal> {
  const end = Date.now() + patienceMs;
  let checks = await ask();
  while (checks.some(({ outcome }) => outcome === "there") && Date.now() + pollMs <= end) {
    await pause(pollMs, signal);
    checks = await ask();
  }
  const there = checks.some(({ outcome }) => outcome === "there");
  const blinded = checks.some(({ outcome }) => outcome === "blind");
  return {
    event: "removal",
    accountId: caller.accountId,
    runner: caller.arn,
    ...who,
    planSha256,
    result: there ? "not gone" : blinded ? "could not check" : "gone",
    checks: checks.map(({ what, result }) => ({ what, result })),
  };
}

async function checksOf(account: LiveAccount, user: PlannedUser, { plan, state }: VerifyOptions): Promise<Check[]> {
  const groups = heldBy(user, plan).flatMap(({ kind, id }) => (kind === "group" ? [id] : []));
  return [
    await userCheck(account, user),
    await deviceCheck(account, user, plan),
    ...(await Promise.all(groups.map((group) => groupCheck(account, user, group)))),
    stateCheck(user, state),
  ];
}

async function userCheck(account: LiveAccount, { name, userId }: PlannedUser): Promise<Check> {
  const seen = await look(`the user ${name}`, () => account.call("iam:GetUser", { UserName: name }));
  if (seen.kind === "could not check") return blind("the user", seen);
  if (seen.kind === "absent") return { what: "the user", outcome: "gone", result: "NoSuchEntity" };
  const other = seen.value.User?.UserId;
  const result = other === userId ? "it is still there" : `there is ${other}, another user of the same name`;
  return { what: "the user", outcome: "there", result };
}

async function deviceCheck(account: LiveAccount, user: PlannedUser, plan: PlanPeople): Promise<Check> {
  const what = "virtual MFA devices";
  const seen = await virtualDevices(account);
  if (seen.kind === "could not check") return blind(what, seen);
  const planned = new Set(plan.deletedDevices.flatMap((one) => (one.user === user.name ? [one.serial] : [])));
  const others = plan.stayers.map(({ name }) => name);
  const left = (seen.kind === "found" ? seen.value : []).filter(
    ({ serial, user: owner }) =>
      planned.has(serial) ||
      (owner === undefined && isNamedAfter(serial, user.name) && !others.some((name) => isNamedAfter(serial, name))),
  );
  if (left.length === 0) return { what, outcome: "gone", result: "none is left" };
  return { what, outcome: "there", result: `left over: ${left.map(({ serial }) => serial).join(", ")}` };
}

async function groupCheck(account: LiveAccount, { name }: PlannedUser, GroupName: string): Promise<Check> {
  const what = `the group ${GroupName}`;
  const seen = await look(`the members of ${GroupName}`, () =>
    listAll(account, "iam:GetGroup", { GroupName }, "Users"),
  );
  if (seen.kind === "could not check") return blind(what, seen);
  if (seen.kind === "absent") return { what, outcome: "gone", result: "the group is gone too" };
  const there = seen.value.some(({ UserName }) => UserName === name);
  return { what, outcome: there ? "there" : "gone", result: there ? "it is still a member" : "no member" };
}

function stateCheck({ address }: PlannedUser, state: State | undefined): Check {
  const what = "the Terraform state";
  if (state === undefined) return { what, outcome: "not asked", result: "not looked at" };
  const left = leftOf(state, address);
  if (left.length === 0) return { what, outcome: "gone", result: "no entry" };
  return { what, outcome: "there", result: `entries are left: ${left.join(", ")}` };
}

function heldBy({ name }: PlannedUser, plan: PlanPeople): Holding[] {
  const devices = plan.deletedDevices.filter(({ user }) => user === name).map(({ serial }) => serial);
  const known = plan.managed.of(name);
  const further = devices.filter((serial) => !known.some(({ id }) => id === serial));
  return [...known, ...further.map((id): Holding => ({ kind: "mfaDevice", id }))];
}

function blind(what: string, { permission }: CouldNotLook): Check {
  return { what, outcome: "blind", result: `could not check: allow ${permission}` };
}
