import type { Call, Caller, Resource } from "./call";
import { principalArn } from "./callers";
import { accessDenied } from "./errors";
import { defaultDocument, findPolicy } from "./managed-policies";
import type { Context } from "./policy-conditions";
import { judge, type Question } from "./policy-evaluator";
import { judgeResourcePolicy } from "./resource-policies";
import type { Account, PolicyHolder, Tag } from "./state";

const PRINCIPAL_TYPES = { admin: "AssumedRole", root: "Account", user: "User", role: "AssumedRole" } as const;

function addTags(context: Map<string, string[]>, prefix: string, tags: readonly Tag[] | undefined): void {
  for (const tag of tags ?? []) context.set(`${prefix}/${tag.Key}`.toLowerCase(), [tag.Value]);
}

/** What policies can ask about the caller. Keys that AWS leaves out are left out: MFA is absent for a long-term key. */
export function callerContext(caller: Caller, now: Date): Map<string, string[]> {
  const context = new Map<string, string[]>([
    ["aws:principalarn", [principalArn(caller)]],
    ["aws:principalaccount", [caller.account.accountId]],
    ["aws:principaltype", [PRINCIPAL_TYPES[caller.kind]]],
    ["aws:userid", [caller.userId]],
    ["aws:currenttime", [now.toISOString()]],
    ["aws:epochtime", [String(Math.floor(now.getTime() / 1000))]],
    ["aws:securetransport", ["true"]],
    ["aws:sourceip", ["127.0.0.1"]],
    ["aws:requestedregion", ["us-east-1"]],
    ["aws:viaawsservice", ["false"]],
  ]);
  if (caller.user) context.set("aws:username", [caller.user.userName]);
  addTags(context, "aws:principaltag", caller.user?.tags ?? caller.role?.tags);
  if (caller.session) {
    context.set("aws:multifactorauthpresent", [String(caller.session.mfa)]);
    const age = Math.floor((now.getTime() - caller.session.startedAt) / 1000);
    if (caller.session.mfa) context.set("aws:multifactorauthage", [String(age)]);
  }
  return context;
}

function requestContext(call: Call, resource: Resource, input: object): Context {
  const context = callerContext(call.caller, call.now);
  const given = input as { Tags?: Tag[]; TagKeys?: string[]; PolicyArn?: string; PermissionsBoundary?: string };
  if (Array.isArray(given.Tags)) {
    addTags(context, "aws:requesttag", given.Tags);
    context.set(
      "aws:tagkeys",
      given.Tags.map((tag) => tag.Key),
    );
  }
  if (Array.isArray(given.TagKeys)) context.set("aws:tagkeys", given.TagKeys);
  if (typeof given.PolicyArn === "string") context.set("iam:policyarn", [given.PolicyArn]);
  const boundary = given.PermissionsBoundary ?? resource.permissionsBoundary;
  if (boundary !== undefined) context.set("iam:permissionsboundary", [boundary]);
  addTags(context, "aws:resourcetag", resource.tags);
  addTags(context, "iam:resourcetag", resource.tags);
  return context;
}

function documentsOf(account: Account, holder: PolicyHolder): string[] {
  const managed = holder.attachedPolicies
    .map((arn) => findPolicy(account, arn))
    .filter((policy) => policy !== undefined);
  return [...Object.values(holder.inlinePolicies), ...managed.map(defaultDocument)];
}

export interface IdentityPolicies {
  readonly identity: readonly string[];
  /** Each further set must allow as well: the boundary, and the policies of a session. */
  readonly limits: ReadonlyArray<{ readonly name: string; readonly documents: readonly string[] }>;
}

/** All policies that speak about a user or a role. */
export function policiesOf(account: Account, caller: Pick<Caller, "user" | "role" | "session">): IdentityPolicies {
  const holder = caller.user ?? caller.role;
  if (!holder) return { identity: [], limits: [] };
  const identity = documentsOf(account, holder);
  for (const key of caller.user?.groups ?? []) {
    const group = account.groups[key];
    if (group) identity.push(...documentsOf(account, group));
  }
  const limits = [];
  if (holder.permissionsBoundary !== undefined) {
    const boundary = findPolicy(account, holder.permissionsBoundary);
    limits.push({ name: "permissions boundary", documents: boundary ? [defaultDocument(boundary)] : [] });
  }
  const session = caller.session?.role?.policies ?? [];
  if (session.length > 0) limits.push({ name: "session policy", documents: session });
  return { identity, limits };
}

/** Why a caller may not, in AWS's words, or undefined where it may. */
export function refusal(policies: IdentityPolicies, question: Question): string | undefined {
  const because = (name: string) => `because no ${name} allows the ${question.action} action`;
  if (judge(policies.identity, question) === "deny") return "with an explicit deny in an identity-based policy";
  for (const { name, documents } of policies.limits) {
    if (judge(documents, question) === "deny") return `with an explicit deny in a ${name}`;
  }
  if (judge(policies.identity, question) !== "allow") return because("identity-based policy");
  for (const { name, documents } of policies.limits) {
    if (judge(documents, question) !== "allow") return because(name);
  }
  return undefined;
}

/** S3 puts the ARN in quotes, and names none where there is none. */
function onResource(action: string, arn: string): string {
  if (!action.startsWith("s3:")) return ` on resource: ${arn}`;
  return arn === "*" ? "" : ` on resource: "${arn}"`;
}

export function denied(caller: Caller, action: string, arn: string, why?: string) {
  const because = why === undefined ? "" : ` ${why}`;
  return accessDenied(
    `User: ${caller.arn} is not authorized to perform: ${action}${onResource(action, arn)}${because}`,
  );
}

/** Within one account a policy on the thing itself is enough to be allowed, unless the caller's own policies deny. */
function deniesExplicitly({ identity, limits }: IdentityPolicies, question: Question): boolean {
  return [identity, ...limits.map(({ documents }) => documents)].some((set) => judge(set, question) === "deny");
}

/** Tags in a creating call need the permission to tag as well (IAM User Guide, "Tagging IAM resources"). */
const TAGGING: ReadonlyMap<string, string> = new Map([
  ["iam:CreateUser", "iam:TagUser"],
  ["iam:CreateRole", "iam:TagRole"],
  ["iam:CreatePolicy", "iam:TagPolicy"],
  ["iam:CreateVirtualMFADevice", "iam:TagMFADevice"],
]);

/** @throws AwsError AccessDenied where the policies of a user or a role, or of the thing itself, do not allow the action */
export function authorize(call: Call, resource: Resource, input: object): void {
  const { caller, action } = call;
  const mayEverything = caller.kind === "admin" || caller.kind === "root";
  if (mayEverything && resource.policy === undefined) return;
  const context = requestContext(call, resource, input);
  const question = { action, resource: resource.arn, context };
  const byResource = resource.policy === undefined ? "none" : judgeResourcePolicy(resource.policy, caller, question);
  if (byResource === "deny")
    throw denied(caller, action, resource.arn, "with an explicit deny in a resource-based policy");
  if (mayEverything) return;
  const policies = policiesOf(call.account, caller);
  if (byResource === "allow" && !deniesExplicitly(policies, question)) return;
  const tagging = (input as { Tags?: Tag[] }).Tags?.length ? TAGGING.get(action) : undefined;
  for (const needed of tagging === undefined ? [action] : [action, tagging]) {
    const why = refusal(policies, { ...question, action: needed });
    if (why !== undefined) throw denied(caller, needed, resource.arn, why);
  }
}
