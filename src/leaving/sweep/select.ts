import type { LiveAccount } from "../../aws/account";
import type { Caller } from "../../aws/caller";
import { virtualDevices } from "../../aws/devices";
import { holdingsOf } from "../../aws/holdings";
import { type Holding, isVirtualDevice } from "../../aws/kinds";
import { type CouldNotLook, look } from "../../aws/outcome";
import type { PlannedUser, PlanPeople } from "../../plan/people";
import { holdingKinds } from "../../terms/holdings";
import type { Entry } from "../audit-log/entry";
import { deviceFindings, unmanagedOf } from "../preflight/leftovers";

/** One leftover, in the order of its removal. */
export interface Leftover {
  readonly holding: Holding;
  /** False: a virtual device that nobody has. */
  readonly assigned: boolean;
}

/** What a sweep of one user would remove. */
export interface Selection {
  readonly user: PlannedUser;
  readonly leftovers: readonly Leftover[];
  /** What the state manages, and so stays for Terraform. */
  readonly managed: readonly Holding[];
}

/**
 * Devices of a user that an earlier sweep deactivated and did not delete: it was cut off between the two calls, and by
 * now nobody has them.
 */
function halfRemoved(entries: readonly Entry[], user: PlannedUser): string[] {
  const begun = (action: string) =>
    entries.flatMap((entry) =>
      entry.event === "call begins" &&
      entry.action === action &&
      entry.user === user.name &&
      entry.userId === user.userId
        ? [entry]
        : [],
    );
  const ended = new Set(
    entries.flatMap((entry) =>
      entry.event === "call ends" && /^(done|was gone)$/.test(entry.result) ? [entry.of] : [],
    ),
  );
  const deleted = new Set(begun("iam:DeleteVirtualMFADevice").flatMap(({ seq, id }) => (ended.has(seq) ? [id] : [])));
  return begun("iam:DeactivateMFADevice").flatMap(({ id }) => (isVirtualDevice(id) && !deleted.has(id) ? [id] : []));
}

/** A user that must not be swept. */
export class SweepRefused extends Error {
  public override readonly name = "SweepRefused";
}

/**
 * @param entries of the audit log: what an earlier sweep has begun
 * @throws SweepRefused for users that stay, for the caller, and for a user that is not who the plan removes
 */
export async function selectLeftovers(
  account: LiveAccount,
  plan: PlanPeople,
  name: string,
  caller: Caller,
  entries: readonly Entry[] = [],
): Promise<Selection> {
  const user = plan.leavers.find((leaver) => leaver.name === name);
  if (user === undefined)
    throw new SweepRefused(
      `${name} is not removed by this plan: only leftovers of users that leave are swept${others(plan)}`,
    );
  const there = await look(`the user ${name}`, () => account.call("iam:GetUser", { UserName: name }));
  refuseBlind([there]);
  const found = there.kind === "found" ? there.value.User : undefined;
  if (found?.Arn === caller.arn || isSessionOf(caller.arn, name))
    throw new SweepRefused(
      `${name} is who runs this (${caller.arn}): nobody removes their own credentials; use another identity`,
    );
  if (found?.UserId !== undefined && user.userId !== undefined && found.UserId !== user.userId)
    throw new SweepRefused(
      `the user ${name} in the account is ${found.UserId}, and the plan removes ${user.userId}: it is another user of the same name`,
    );
  const [held, devices] = await Promise.all([holdingsOf(account, name), virtualDevices(account)]);
  refuseBlind([...held.blind, devices]);
  const unmanaged = found === undefined ? [] : unmanagedOf(user, held, plan);
  const all = devices.kind === "found" ? devices.value : [];
  const named = deviceFindings(user, all, plan).flatMap(({ leftover }) => leftover?.id ?? []);
  const half = halfRemoved(entries, user).filter((id) =>
    all.some((one) => one.serial === id && one.user === undefined),
  );
  const orphans = [...new Set([...named, ...half])];
  const leftovers = [
    ...unmanaged.map((holding) => ({ holding, assigned: true })),
    ...orphans.map((id) => ({ holding: { kind: "mfaDevice" as const, id }, assigned: false })),
  ];
  const order = (leftover: Leftover) => holdingKinds.indexOf(leftover.holding.kind);
  return {
    user,
    leftovers: leftovers.sort((left, right) => order(left) - order(right)),
    managed: held.holdings.filter((holding) => plan.managed.has(name, holding)),
  };
}

/** What may not be seen may be what stays behind. */
function refuseBlind(seen: readonly { readonly kind: string }[]): void {
  const blind = seen.filter((each): each is CouldNotLook => each.kind === "could not check");
  if (blind.length === 0) return;
  const say = blind.map(({ what, permission }) => `\n   ${what}: allow ${permission}`).join("");
  throw new SweepRefused(`could not check everything, so nothing is removed:${say}`);
}

/** `arn:aws:sts::123456789012:federated-user/alice`: the user's own session. */
function isSessionOf(arn: string, name: string): boolean {
  return arn.endsWith(`:federated-user/${name}`);
}

function others({ leavers }: PlanPeople): string {
  return leavers.length === 0 ? "; it removes nobody" : `; it removes ${leavers.map(({ name }) => name).join(", ")}`;
}
