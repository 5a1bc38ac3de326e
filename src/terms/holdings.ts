import { credentialKinds, factsOf, type KindFacts, kinds } from "./kinds";

type HoldingFacts = Pick<
  KindFacts,
  "slots" | "type" | "user" | "id" | "importId" | "required" | "noun" | "deletion" | "actions"
>;

/** What a user holds beside credentials. */
const access = {
  inlinePolicy: {
    slots: true,
    type: "aws_iam_user_policy",
    user: "user",
    id: "name",
    importId: ({ user, id }) => `${user}:${id}`,
    required: { name: "-", policy: "{}" },
    noun: ["inline policy", "inline policies"],
    deletion: 7,
    actions: { list: "iam:ListUserPolicies", remove: "iam:DeleteUserPolicy" },
  },
  managedPolicy: {
    slots: true,
    type: "aws_iam_user_policy_attachment",
    user: "user",
    id: "policy_arn",
    importId: ({ user, id }) => `${user}/${id}`,
    required: { policy_arn: "arn:aws:iam::aws:policy/AWSDenyAll" },
    noun: ["managed policy", "managed policies"],
    deletion: 8,
    actions: { list: "iam:ListAttachedUserPolicies", remove: "iam:DetachUserPolicy" },
  },
  group: {
    slots: true,
    // One membership lists all groups of a user.
    type: "aws_iam_user_group_membership",
    user: "user",
    id: "groups",
    // Of one membership: the groups, with slashes between them.
    importId: ({ user, id }) => `${user}/${id}`,
    required: { groups: ["-"] },
    noun: ["group", "groups"],
    deletion: 9,
    actions: { list: "iam:ListGroupsForUser", remove: "iam:RemoveUserFromGroup" },
  },
} as const satisfies Readonly<Record<string, HoldingFacts>>;

/** Everything that IAM wants gone before it deletes a user. */
export const holdings = { ...kinds, ...access };

export type HoldingKind = keyof typeof holdings;

/** Everything that blocks IAM's DeleteUser, in the order given there. */
export const holdingKinds: readonly HoldingKind[] = [
  ...credentialKinds,
  ...(Object.keys(access) as (keyof typeof access)[]),
].sort((one, other) => holdings[one].deletion - holdings[other].deletion);

export function isHoldingKind(kind: unknown): kind is HoldingKind {
  return typeof kind === "string" && Object.hasOwn(holdings, kind);
}

export function holdingFactsOf(kind: HoldingKind): HoldingFacts {
  return holdings[kind];
}

const holdingByType: ReadonlyMap<string, HoldingKind> = new Map(
  holdingKinds.map((kind) => [holdings[kind].type, kind]),
);

export function holdingOfType(type: string): HoldingKind | undefined {
  return holdingByType.get(type);
}

/** Whether AWS's id is told apart by the user alone: names and ARNs, that several users can have. */
export function isNamedByUser(kind: HoldingKind): boolean {
  return kind in access;
}

const userAttributes: ReadonlyMap<string, string> = new Map([
  ...credentialKinds.map((kind) => [factsOf(kind).type, factsOf(kind).user] as const),
  ...Object.values(access).map(({ type, user }) => [type, user] as const),
  ["aws_iam_user_policies_exclusive", "user_name"],
  ["aws_iam_user_policy_attachments_exclusive", "user_name"],
]);

/** The attribute that names the user, of a resource that one user has. @returns undefined when no user has such resources */
export function userAttributeOf(type: string): string | undefined {
  return userAttributes.get(type);
}

/** Whether resources of the type are a user, or one user has them. */
export function isPersonal(type: string): boolean {
  return type === "aws_iam_user" || userAttributes.has(type);
}
