import type { LiveAccount } from "../../aws/account";
import { mapLimited } from "../../aws/concurrency";
import { look } from "../../aws/outcome";
import { listAll } from "../../aws/paging";
import type { DeletedGroup } from "../../plan/groups";
import type { PlanPeople } from "../../plan/people";
import { listed } from "../../text/count";
import { defined } from "../../text/defined";
import { couldNotLook, type PreflightFinding } from "./report";

/** Whether the groups that the plan deletes hold what the plan does not take out of them: three calls a group. */
export async function deletedGroupFindings(account: LiveAccount, plan: PlanPeople): Promise<PreflightFinding[]> {
  return (await mapLimited(plan.deletedGroups, 16, (group) => ofGroup(account, group))).flat();
}

async function ofGroup(account: LiveAccount, group: DeletedGroup): Promise<PreflightFinding[]> {
  const GroupName = group.name;
  const of = `of the group ${GroupName}`;
  const [members, attached, inline] = await Promise.all([
    look(`members ${of}`, async () =>
      (await listAll(account, "iam:GetGroup", { GroupName }, "Users")).map(({ UserName = "" }) => UserName),
    ),
    look(`managed policies ${of}`, async () =>
      (await listAll(account, "iam:ListAttachedGroupPolicies", { GroupName }, "AttachedPolicies")).map(
        ({ PolicyArn = "" }) => PolicyArn,
      ),
    ),
    look(`inline policies ${of}`, () => listAll(account, "iam:ListGroupPolicies", { GroupName }, "PolicyNames")),
  ]);
  const left = (seen: typeof members, taken: readonly string[]): readonly string[] => {
    const goes = new Set(taken.map((each) => each.toLowerCase()));
    return seen.kind === "found" ? seen.value.filter((each) => !goes.has(each.toLowerCase())) : [];
  };
  return [
    ...[members, attached, inline].flatMap((seen) =>
      seen.kind === "could not check" ? [couldNotLook(seen, "error")] : [],
    ),
    ...hasMembers(group, left(members, group.members)),
    ...hasPolicies(group, left(attached, group.attached), "attached"),
    ...hasPolicies(group, left(inline, group.inline), "inline"),
  ];
}

function hasMembers({ name }: DeletedGroup, members: readonly string[]): PreflightFinding[] {
  const [first] = members;
  if (first === undefined) return [];
  return [
    {
      id: "group-has-members",
      severity: "error",
      ...defined({ user: members.length === 1 ? first : undefined }),
      message: `the plan deletes the group ${name}, and does not take ${listed(members, 5)} out of it: the apply would fail with DeleteConflict: Cannot delete entity, must remove users from group first.`,
      fix: `Take them out first: aws iam remove-user-from-group --group-name ${name} --user-name ${first}${members.length > 1 ? ", and so on" : ""}. Or keep the group.`,
    },
  ];
}

function hasPolicies(
  { name }: DeletedGroup,
  policies: readonly string[],
  how: "attached" | "inline",
): PreflightFinding[] {
  const [first] = policies;
  if (first === undefined) return [];
  const words = how === "attached" ? "must detach all policies first" : "must delete policies first";
  const command =
    how === "attached"
      ? `aws iam detach-group-policy --group-name ${name} --policy-arn ${first}`
      : `aws iam delete-group-policy --group-name ${name} --policy-name ${first}`;
  return [
    {
      id: "group-has-policies",
      severity: "error",
      message: `the plan deletes the group ${name}, and does not take its ${how} ${policies.length === 1 ? "policy" : "policies"} ${listed(policies, 5)} away: the apply would fail with DeleteConflict: Cannot delete entity, ${words}.`,
      fix: `Do that first: ${command}${policies.length > 1 ? ", and so on" : ""}. Or keep the group.`,
    },
  ];
}
