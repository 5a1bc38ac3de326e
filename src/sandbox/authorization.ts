import { contextOf } from "../policy/context";
import { denialWords } from "../policy/denial";
import { readPolicy } from "../policy/document";
import { type Decision, evaluate, type Policies } from "../policy/evaluate";
import type { Call, Caller, Resource } from "./call";
import { principalArn } from "./callers";
import type { Documents } from "./documents";
import { accessDenied } from "./errors";
import { boundaryOf, policySources } from "./policy-sources";
import type { Account, Tag } from "./state";

const PRINCIPAL_TYPES = { admin: "AssumedRole", root: "Account", user: "User", role: "AssumedRole" } as const;

export function addTags(context: Map<string, string[]>, prefix: string, tags: readonly Tag[] | undefined): void {
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

function requestContext(call: Call, resource: Resource, input: object): ReadonlyMap<string, readonly string[]> {
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

export type OwnPolicies = Omit<Policies, "resource">;

/** The policy of those who may do everything, where a policy on a thing has a say too. */
const everything = [
  readPolicy({ Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } }),
].filter((policy) => policy !== undefined);

/** All policies that speak about a user or a role; an administrator and the root user may do everything. */
export function policiesOf(
  documents: Documents,
  account: Account,
  caller: Partial<Pick<Caller, "kind" | "user" | "role" | "session">>,
): OwnPolicies {
  if (caller.kind === "admin" || caller.kind === "root") return { identity: everything, limits: [] };
  const read = (texts: readonly string[]) => texts.map((text) => documents.policy(text));
  const limits: Policies["limits"][number][] = [];
  const boundary = boundaryOf(account, caller);
  if (boundary !== undefined) {
    const { document } = boundary;
    limits.push({ kind: "permissions boundary", policies: read(document === undefined ? [] : [document]) });
  }
  const session = caller.session?.role?.policies ?? [];
  if (session.length > 0) limits.push({ kind: "session policy", policies: read(session) });
  return { identity: read(policySources(account, caller).map(({ document }) => document)), limits };
}

/** S3 puts the ARN in quotes, and names no resource where the request has none. */
function onResource(action: string, arn: string): string {
  if (!action.startsWith("s3:")) return ` on resource: ${arn}`;
  return arn === "*" ? "" : ` on resource: "${arn}"`;
}

/** AWS's words for a refusal. @param because of a role's trust policy that is silent AWS says nothing */
export function denied(caller: Caller, action: string, arn: string, because?: Decision["because"]) {
  const isTrust = because?.policy === "role trust policy";
  // AWS calls a trust policy by what it is to STS.
  const denial = isTrust && because?.explicit ? { ...because, policy: "resource-based policy" as const } : because;
  const why = denial === undefined || (isTrust && !denial.explicit) ? "" : ` ${denialWords(denial, action)}`;
  return accessDenied(`User: ${caller.arn} is not authorized to perform: ${action}${onResource(action, arn)}${why}`);
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
  const { caller, action, account } = call;
  const { documents } = call.runtime;
  if (resource.policy === undefined && (caller.kind === "admin" || caller.kind === "root")) return;
  const context = contextOf(requestContext(call, resource, input));
  const policies: Policies = {
    ...policiesOf(documents, account, caller),
    ...(resource.policy === undefined
      ? {}
      : {
          resource: {
            kind: "resource-based policy",
            policy: documents.policy(resource.policy),
            who: { arn: caller.arn, principalArn: principalArn(caller), accountId: account.accountId },
            isSameAccount: true,
          },
        }),
  };
  const tagging = (input as { Tags?: Tag[] }).Tags?.length ? TAGGING.get(action) : undefined;
  for (const needed of tagging === undefined ? [action] : [action, tagging]) {
    const { verdict, because } = evaluate(policies, { action: needed, resource: resource.arn, context });
    if (verdict !== "allowed") throw denied(caller, needed, resource.arn, because);
  }
}
