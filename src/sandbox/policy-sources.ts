import { nameOfArn } from "../terms/arns";
import { defaultDocument, findPolicy, isAwsManaged } from "./managed-policies";
import type { Account, Group, PolicyHolder, Role, User } from "./state";

/** Whose policies are asked about. */
export interface Subject {
  readonly user?: User | undefined;
  readonly role?: Role | undefined;
  readonly group?: Group | undefined;
}

/** A policy of somebody, and where it is. */
export interface PolicySource {
  readonly kind: "inline" | "aws-managed" | "user-managed";
  readonly name: string;
  /** What a managed policy is called in full. */
  readonly arn?: string;
  /** Where it is attached or embedded: a user has the policies of its groups too. */
  readonly attachment: "user" | "role" | "group";
  readonly holder: string;
  readonly document: string;
}

/** All identity-based policies of somebody: inline ones first, those of groups after the user's own. */
export function policySources(account: Account, { user, role, group }: Subject): PolicySource[] {
  const sources: PolicySource[] = [];
  if (user) sources.push(...sourcesOf(account, user, "user", user.userName));
  if (role) sources.push(...sourcesOf(account, role, "role", role.roleName));
  const groups = [group, ...(user?.groups ?? []).map((key) => account.groups[key])];
  for (const one of groups) if (one) sources.push(...sourcesOf(account, one, "group", one.groupName));
  return sources;
}

export interface Boundary {
  readonly name: string;
  /** @default - its policy is gone: it allows nothing */
  readonly document: string | undefined;
}

export function boundaryOf(account: Account, { user, role }: Subject): Boundary | undefined {
  const arn = (user ?? role)?.permissionsBoundary;
  if (arn === undefined) return undefined;
  const policy = findPolicy(account, arn);
  return { name: nameOfArn(arn), document: policy && defaultDocument(policy) };
}

function* sourcesOf(
  account: Account,
  { inlinePolicies, attachedPolicies }: PolicyHolder,
  attachment: PolicySource["attachment"],
  holder: string,
): Generator<PolicySource> {
  for (const name of Object.keys(inlinePolicies))
    yield { kind: "inline", name, attachment, holder, document: inlinePolicies[name] ?? "" };
  for (const arn of attachedPolicies) {
    const policy = findPolicy(account, arn);
    const kind = isAwsManaged(arn) ? "aws-managed" : "user-managed";
    if (policy) yield { kind, name: nameOfArn(arn), arn, attachment, holder, document: defaultDocument(policy) };
  }
}
