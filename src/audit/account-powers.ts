import type { AuthorizationDetails, PolicyDetail } from "../aws/authorization-details";
import { awsPolicyOf } from "../catalogue/aws-policies";
import { type Policy, readPolicy } from "../policy/document";
import { decodeDocument } from "../policy/encoding";
import { type Escalation, Power } from "../policy/power";
import type { Held, Principal } from "../policy/principal";
import { accountOfArn } from "../terms/arns";
import { awsPolicyName, partitionOfArn } from "../terms/partitions";
import { listed } from "../text/count";

export interface AccountPowers {
  /** By the ARN of a user: the ways in which it can become administrator, as `validate` and the review see them. */
  readonly ways: ReadonlyMap<string, readonly Escalation[]>;
  /** Policies that users have, and whose documents could not be read. */
  readonly unread: readonly string[];
}

interface Inline {
  readonly PolicyName?: string | undefined;
  readonly PolicyDocument?: string | undefined;
}
interface Attached {
  readonly PolicyArn?: string | undefined;
  readonly PolicyName?: string | undefined;
}

/** Who of an account can become administrator, and how. */
export function powersOf({ users, groups, roles, policies }: AuthorizationDetails): AccountPowers {
  const documents = new Map(policies.map((policy) => [policy.Arn ?? "", documentOf(policy)]));
  const managed = ({ PolicyArn: id = "", PolicyName }: Attached, prefix: string): Held => {
    const through = `${prefix}policy ${PolicyName ?? awsPolicyName(id) ?? id}`;
    return { id, through, policy: documents.get(id) ?? awsPolicyOf(id) };
  };
  const heldOf = (
    owner: string,
    prefix: string,
    inline: readonly Inline[] = [],
    attached: readonly Attached[] = [],
  ) => [
    ...inline.map(({ PolicyName = "", PolicyDocument }): Held => {
      const policy = read(PolicyDocument);
      return { id: `${owner}/${PolicyName}`, through: `${prefix}inline policy ${PolicyName}`, policy };
    }),
    ...attached.map((each) => managed(each, prefix)),
  ];
  const byName = new Map(
    groups.map(({ GroupName = "", Arn = "", GroupPolicyList, AttachedManagedPolicies }) => {
      const held = heldOf(Arn, `group ${GroupName}, `, GroupPolicyList, AttachedManagedPolicies);
      return [GroupName, { arn: Arn, held }] as const;
    }),
  );
  const boundary = (id: string | undefined) =>
    id === undefined ? undefined : managed({ PolicyArn: id }, "boundary, ");
  const people = users.map((user): Principal => {
    const { Arn = "", UserPolicyList, AttachedManagedPolicies, GroupList = [] } = user;
    const memberOf = GroupList.flatMap((name) => byName.get(name) ?? []);
    const own = heldOf(Arn, "", UserPolicyList, AttachedManagedPolicies);
    return {
      ...{ kind: "user", arn: Arn, held: [...own, ...memberOf.flatMap(({ held }) => held)] },
      ...{ groups: memberOf.map(({ arn }) => arn) },
      boundary: boundary(user.PermissionsBoundary?.PermissionsBoundaryArn),
    };
  });
  const all = roles.map((role): Principal => {
    const { Arn = "", RolePolicyList, AttachedManagedPolicies, AssumeRolePolicyDocument } = role;
    return {
      ...{ kind: "role", arn: Arn, held: heldOf(Arn, "", RolePolicyList, AttachedManagedPolicies), groups: [] },
      boundary: boundary(role.PermissionsBoundary?.PermissionsBoundaryArn),
      trust: read(AssumeRolePolicyDocument),
    };
  });
  const arn = people[0]?.arn ?? "";
  const power = new Power({
    ...{ partition: partitionOfArn(arn) ?? "aws", accountId: accountOfArn(arn) },
    users: new Map(people.map((person) => [person.arn, person])),
    roles: new Map(all.map((role) => [role.arn, role])),
    groups: new Map([...byName.values()].map((group) => [group.arn, group.held])),
  });
  const unread = people.flatMap(({ held }) => held.flatMap(({ policy, through }) => (policy ? [] : [through])));
  return {
    ways: new Map(people.map((person) => [person.arn, power.of(person)])),
    unread: [...new Set(unread)].sort(),
  };
}

/** Of the version that counts. */
function documentOf({ PolicyVersionList = [] }: PolicyDetail): Policy | undefined {
  return read(PolicyVersionList.find(({ IsDefaultVersion }) => IsDefaultVersion === true)?.Document);
}

function read(document: string | undefined): Policy | undefined {
  return document === undefined ? undefined : readPolicy(decodeDocument(document));
}

/** What the audit could not look into: whether these make an administrator. */
export function describeUnread(unread: readonly string[]): string {
  return `what these allow, whose documents could not be read: ${listed(unread, 5)}`;
}
