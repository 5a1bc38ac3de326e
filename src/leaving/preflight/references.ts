import type { LiveAccount } from "../../aws/account";
import { look, type Outcome } from "../../aws/outcome";
import { listAll } from "../../aws/paging";
import { requirePolicy } from "../../aws/read-policy";
import { type Identity, waysNamed } from "../../policy/naming";
import { defined } from "../../text/defined";
import type { PreflightFinding } from "./report";

/** One policy of the account, and where it is. */
export interface PlacedPolicy {
  readonly kind: "trust policy" | "policy";
  /** `the trust policy of role deploy`, `the policy shared`. */
  readonly where: string;
  readonly document: string;
  /** Whose own policy it is: it goes with the user. */
  readonly ownUser?: string;
}

/** All policies that the account itself wrote: one listing, a thousand entities a page. */
export function accountPolicies(account: LiveAccount): Promise<Outcome<PlacedPolicy[]>> {
  return look("trust policies and policies of the account", () => readPolicies(account));
}

async function readPolicies(account: LiveAccount): Promise<PlacedPolicy[]> {
  const policies: PlacedPolicy[] = [];
  const put = (kind: PlacedPolicy["kind"], where: string, document: string | undefined, ownUser?: string) => {
    if (document !== undefined) policies.push({ kind, where, document, ...defined({ ownUser }) });
  };
  const details = await allDetails(account);
  for (const role of details.roles) {
    put("trust policy", `the trust policy of role ${role.RoleName}`, role.AssumeRolePolicyDocument);
    for (const own of role.RolePolicyList ?? [])
      put("policy", `the inline policy ${own.PolicyName} of role ${role.RoleName}`, own.PolicyDocument);
  }
  for (const group of details.groups)
    for (const own of group.GroupPolicyList ?? [])
      put("policy", `the inline policy ${own.PolicyName} of group ${group.GroupName}`, own.PolicyDocument);
  for (const user of details.users)
    for (const own of user.UserPolicyList ?? [])
      put("policy", `the inline policy ${own.PolicyName} of user ${user.UserName}`, own.PolicyDocument, user.UserName);
  for (const policy of details.policies) {
    const version = policy.PolicyVersionList?.find(({ IsDefaultVersion }) => IsDefaultVersion);
    put("policy", `the policy ${policy.PolicyName}`, version?.Document);
  }
  return policies;
}

/** The one answer of AWS with four lists: each is read by a listing of its own kind, so that each has its last page. */
async function allDetails(account: LiveAccount) {
  const action = "iam:GetAccountAuthorizationDetails";
  const [roles, groups, users, policies] = await Promise.all([
    listAll(account, action, { Filter: ["Role"] }, "RoleDetailList"),
    listAll(account, action, { Filter: ["Group"] }, "GroupDetailList"),
    listAll(account, action, { Filter: ["User"] }, "UserDetailList"),
    listAll(account, action, { Filter: ["LocalManagedPolicy"] }, "Policies"),
  ]);
  return { roles, groups, users, policies };
}

/** Policies that go on naming a user after it is gone. */
export function referenceFindings(policies: readonly PlacedPolicy[], leaving: readonly Identity[]): PreflightFinding[] {
  const gone = new Set(leaving.map(({ name }) => name));
  const lasting = policies.filter(({ ownUser }) => ownUser === undefined || !gone.has(ownUser));
  return lasting.flatMap(({ kind, where, document }) => {
    const policy = requirePolicy(document, "iam:GetAccountAuthorizationDetails", where);
    return leaving.flatMap((who): PreflightFinding[] => {
      const how = waysNamed(policy, who);
      if (how.length === 0) return [];
      return [
        {
          id: kind === "trust policy" ? "trust-policy-names-leaver" : "policy-names-leaver",
          severity: "warning",
          user: who.name,
          message: `${where} names ${who.name} ${how.join(", ")}`,
          fix:
            kind === "trust policy"
              ? "Remove the user: AWS turns the ARN of a deleted user into its unique id, and the next edit of that policy is refused."
              : "Remove the user: a new user of the same name would get what this one had.",
        },
      ];
    });
  });
}
