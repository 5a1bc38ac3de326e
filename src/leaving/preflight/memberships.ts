import type { LiveAccount } from "../../aws/account";
import { readAuthorizationDetails } from "../../aws/authorization-details";
import { mapLimited } from "../../aws/concurrency";
import { type CouldNotLook, look } from "../../aws/outcome";
import { listAll } from "../../aws/paging";
import type { PlanPeople } from "../../plan/people";
import { couldNotLook, type PreflightFinding } from "./report";

/** From this many users on, one listing of the whole account takes fewer calls than asking about each, or about as many. */
const MANY = 20;

interface Membership {
  readonly user: string;
  readonly groups: readonly string[];
}

/**
 * Groups that somebody was added to by hand, of users whom the plan changes. No plan shows them: a membership of Terraform
 * manages the groups that it names, and no others.
 */
export async function membershipFindings(account: LiveAccount, plan: PlanPeople): Promise<PreflightFinding[]> {
  const { changed, managed } = plan;
  if (changed.length === 0) return [];
  const { memberships, blind } = await (changed.length < MANY ? ofEach(account, changed) : ofAll(account, changed));
  const planned = new Map(changed.map(({ name, groups }) => [name, new Set(groups.map((each) => each.toLowerCase()))]));
  return [
    ...blind,
    ...memberships.flatMap(({ user, groups }) =>
      groups
        .filter((group) => !managed.has(user, { kind: "group", id: group }))
        .filter((group) => planned.get(user)?.has(group.toLowerCase()) !== true)
        .map((group) => byHand(user, group)),
    ),
  ];
}

interface Seen {
  readonly memberships: readonly Membership[];
  readonly blind: readonly PreflightFinding[];
}

async function ofEach(account: LiveAccount, users: PlanPeople["changed"]): Promise<Seen> {
  const seen = await mapLimited(users, 16, async ({ name }) => ({
    user: name,
    groups: await look(`groups of ${name}`, async () =>
      (await listAll(account, "iam:ListGroupsForUser", { UserName: name }, "Groups")).map(
        ({ GroupName = "" }) => GroupName,
      ),
    ),
  }));
  return {
    memberships: seen.map(({ user, groups }) => ({ user, groups: groups.kind === "found" ? groups.value : [] })),
    blind: seen.flatMap(({ user, groups }) => (groups.kind === "could not check" ? [denied(groups, user)] : [])),
  };
}

async function ofAll(account: LiveAccount, users: PlanPeople["changed"]): Promise<Seen> {
  const details = await look("groups of the users", () => readAuthorizationDetails(account));
  if (details.kind === "could not check") return { memberships: [], blind: [denied(details)] };
  const names = new Map(users.map(({ name }) => [name.toLowerCase(), name]));
  const found = details.kind === "found" ? details.value.users : [];
  return {
    memberships: found.flatMap(({ UserName = "", GroupList = [] }) => {
      const user = names.get(UserName.toLowerCase());
      return user === undefined ? [] : [{ user, groups: GroupList }];
    }),
    blind: [],
  };
}

const denied = (seen: CouldNotLook, user?: string) => couldNotLook(seen, "warning", user);

function byHand(user: string, group: string): PreflightFinding {
  return {
    id: "membership-by-hand",
    severity: "warning",
    user,
    message: `${user} is in the group ${group}, which Terraform does not manage: somebody added ${user} by hand, and no plan takes that back`,
    fix: `Add ${group} to the groups of ${user} in users.yaml, or: aws iam remove-user-from-group --group-name ${group} --user-name ${user}`,
  };
}
