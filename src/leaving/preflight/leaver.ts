import type { LiveAccount } from "../../aws/account";
import type { VirtualDevice } from "../../aws/devices";
import { holdingsOf } from "../../aws/holdings";
import { look } from "../../aws/outcome";
import type { PlannedUser, PlanPeople } from "../../plan/people";
import type { Identity } from "../../policy/naming";
import { iamArn, partitionOfRegion } from "../../terms/partitions";
import { defined } from "../../text/defined";
import { day } from "../../text/iso-date";
import { describeUse, lastUseOf } from "./last-use";
import { deviceFindings, leftoverFindings } from "./leftovers";
import { couldNotLook, type LeaverFacts, type PreflightFinding } from "./report";
import { suspendedSince, usedFinding } from "./suspended";

export interface LeaverOptions {
  readonly plan: PlanPeople;
  readonly devices: readonly VirtualDevice[];
  readonly regions: readonly string[];
  readonly now: Date;
  readonly recentDays: number;
  readonly accountId: string;
}

/** A user that leaves, with all that a name in a policy can mean. */
export function identityOf(
  { name, arn, userId }: PlannedUser,
  accountId: string,
  { region }: Pick<PlanPeople, "region">,
): Identity {
  return { name, arn: arn ?? iamArn(partitionOfRegion(region), accountId, `user/${name}`), userId };
}

/** Everything about one leaver that can be asked for by its name: 10 calls, one an access key, one a region. */
export async function askAboutLeaver(
  account: LiveAccount,
  user: PlannedUser,
  options: LeaverOptions,
): Promise<{ facts: LeaverFacts; findings: PreflightFinding[] }> {
  const { plan, devices, now } = options;
  const [there, held] = await Promise.all([
    look(`the user ${user.name}`, () => account.call("iam:GetUser", { UserName: user.name })),
    holdingsOf(account, user.name),
  ]);
  const found = there.kind === "found" ? there.value.User : undefined;
  const { use, blind } = await lastUseOf(account, user.name, held, {
    ...options,
    passwordLastUsed: found?.PasswordLastUsed,
    userId: found?.UserId ?? user.userId,
  });
  const facts: LeaverFacts = {
    user: user.name,
    ...defined({ userId: user.userId }),
    arn: found?.Arn ?? identityOf(user, options.accountId, plan).arn,
    held: held.holdings,
    lastUse: use,
  };
  const findings = [
    ...(there.kind === "could not check" ? [couldNotLook(there, "error", user.name)] : []),
    ...(there.kind === "absent" ? [gone(user.name)] : []),
    ...(found?.UserId !== undefined && user.userId !== undefined && found.UserId !== user.userId
      ? [replaced(user, found.UserId)]
      : []),
    ...leftoverFindings(user, held, plan),
    ...deviceFindings(user, devices, plan),
    ...blind.map((each) => couldNotLook(each, "warning", user.name)),
    ...useFindings(user, facts, now, options.recentDays),
  ];
  return { facts, findings };
}

function useFindings(user: PlannedUser, { lastUse }: LeaverFacts, now: Date, recentDays: number): PreflightFinding[] {
  const { newest } = lastUse;
  if (newest === undefined) return [];
  const since = suspendedSince(user);
  // Soaked, and seen all the same: the soak has found what it is there to find.
  if (since !== undefined && day(newest) > since)
    return [usedFinding(user.name, since, [describeUse(lastUse)], "error")];
  const days = Math.floor((now.getTime() - Date.parse(newest)) / 86_400_000);
  if (days > recentDays) return [];
  const when = days <= 0 ? "today" : days === 1 ? "yesterday" : `${days} days ago`;
  return [
    {
      id: "recently-used",
      severity: "warning",
      user: user.name,
      message: `${user.name} was still in use ${when}: ${describeUse(lastUse)}`,
      fix: "Suspend first (suspended: in users.yaml) and watch for guards.soakDays; a forgotten job shows itself then.",
    },
  ];
}

function gone(name: string): PreflightFinding {
  return {
    id: "user-gone",
    severity: "warning",
    user: name,
    message: `${name} is in the state, but no longer in the account: somebody deleted it, or an earlier apply was interrupted`,
    fix: "Plan again: Terraform then removes what is left of it from the state.",
  };
}

function replaced({ name, userId }: PlannedUser, there: string): PreflightFinding {
  return {
    id: "user-replaced",
    severity: "error",
    user: name,
    message: `the user ${name} in the account is ${there}, and the state has ${userId}: somebody deleted it and created another with that name`,
    fix: "Find out whose it is. The plan would delete the new one.",
  };
}
