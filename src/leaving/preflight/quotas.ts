import type { LiveAccount } from "../../aws/account";
import { type CouldNotLook, look } from "../../aws/outcome";
import type { PlanPeople } from "../../plan/people";
import { kinds } from "../../terms/kinds";
import { count } from "../../text/count";
import { couldNotLook, type PreflightFinding } from "./report";

/** From this share of a quota on, it is near. */
const NEAR = 0.9;

/** Whether the account has room for what the plan creates: one call, and none for a plan that creates nothing. */
export async function quotaFindings(account: LiveAccount, plan: PlanPeople): Promise<PreflightFinding[]> {
  const { joiners, leavers, created, deletedDevices } = plan;
  const wanted = [
    { one: "user", what: "users", used: "Users", quota: "UsersQuota", more: joiners.length, less: leavers.length },
    { one: "group", what: "groups", used: "Groups", quota: "GroupsQuota", more: created.groups.length, less: 0 },
    {
      one: "policy",
      what: "policies",
      used: "Policies",
      quota: "PoliciesQuota",
      more: created.policies.length,
      less: 0,
    },
    // IAM allows as many virtual devices as users (IAM User Guide, "IAM and AWS STS quotas").
    {
      one: "virtual MFA device",
      what: "virtual MFA devices",
      used: "MFADevices",
      quota: "UsersQuota",
      more: created.devices.length,
      less: deletedDevices.length,
    },
  ].filter(({ more }) => more > 0);
  if (wanted.length === 0) return [];
  const seen = await look("quotas of the account", () => account.call("iam:GetAccountSummary", {}));
  if (seen.kind === "could not check") return [couldNotLook(seen, "warning")];
  const summary: Readonly<Record<string, number>> = (seen.kind === "found" ? seen.value.SummaryMap : undefined) ?? {};
  return wanted.flatMap(({ one, what, used, quota, more, less }): PreflightFinding[] => {
    const [now, most] = [summary[used], summary[quota]];
    if (now === undefined || most === undefined) return [];
    // What leaves may leave after what joins has come.
    const then = now + more;
    if (then > most && then - less > most) {
      return [
        {
          id: "quota-exceeded",
          severity: "error",
          message: `the plan adds ${count(more, one, what)} to ${now}, and the account's quota is ${most}: the apply would fail with LimitExceeded`,
          fix: "Remove what is not needed (roster audit shows it), or ask AWS for a higher quota where it can be raised.",
        },
      ];
    }
    if (then < most * NEAR) return [];
    return [
      {
        id: "quota-near",
        severity: "warning",
        message: `the account will have ${then - less} of ${most} ${what}${then > most ? `, and ${then} on the way: creations may be refused until the deletions are done` : ""}`,
        fix: "Remove what is not needed (roster audit shows it) before the quota is reached.",
      },
    ];
  });
}

const KEYS_PER_USER = kinds.accessKey.quota.max;

/** Users that get an access key while they hold keys that Terraform does not know. */
export async function keyQuotaFindings(
  account: LiveAccount,
  plan: PlanPeople,
  keysOf: KeysOf,
): Promise<PreflightFinding[]> {
  const stays = plan.stayers.filter(({ name }) => (plan.keyChanges.get(name)?.added ?? 0) > 0);
  const found = await Promise.all(
    stays.map(async ({ name }): Promise<PreflightFinding[]> => {
      const seen = await keysOf(account, name);
      if (seen.kind === "could not check") return [couldNotLook(seen, "error", name)];
      const keys = seen.kind === "found" ? seen.value : [];
      const { added = 0, removed = 0 } = plan.keyChanges.get(name) ?? {};
      const unmanaged = keys.filter((id) => !plan.managed.has(name, { kind: "accessKey", id }));
      if (keys.length - removed + added <= KEYS_PER_USER) return [];
      return [
        {
          id: "quota-exceeded",
          severity: "error",
          user: name,
          message: `${name} holds ${keys.length} access keys (${unmanaged.length === 0 ? "all managed" : `not managed: ${unmanaged.join(", ")}`}) and the plan adds ${added}: a user has at most ${KEYS_PER_USER}`,
          fix:
            unmanaged.length === 0
              ? "Remove one from users.yaml first."
              : `roster adopt --unmanaged ${name}, or delete the key that nobody needs.`,
        },
      ];
    }),
  );
  return found.flat();
}

type KeysOf = (
  account: LiveAccount,
  userName: string,
) => Promise<{ kind: "found"; value: string[] } | { kind: "absent" } | CouldNotLook>;
