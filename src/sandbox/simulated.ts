import { type Policy, readPolicy } from "../policy/document";
import { identityPolicyRefusal } from "../policy/validity";
import { variableNames } from "../policy/variables";
import { groupArn, roleArn, userArn } from "./arns";
import { addTags } from "./authorization";
import type { Call } from "./call";
import { invalidInput } from "./errors";
import type { PageRequest } from "./pagination";
import { checkExclusions, excludesBoundary, isExcluded, type PolicyIdentifier } from "./policy-exclusions";
import { boundaryOf, type PolicySource, policySources, type Subject } from "./policy-sources";
import type { Account } from "./state";

/** What both simulations are asked. */
export interface SimulationInput extends PageRequest {
  readonly ActionNames: string[];
  readonly ResourceArns?: string[];
  readonly PolicyInputList?: string[];
  readonly PermissionsBoundaryPolicyInputList?: string[];
  readonly PolicyExclusionList?: PolicyIdentifier[];
  readonly ResourcePolicy?: string;
  readonly ResourceOwner?: string;
  readonly CallerArn?: string;
  readonly ContextEntries?: ReadonlyArray<{ readonly ContextKeyName?: string; readonly ContextKeyValues?: string[] }>;
}

/** A policy of the simulation under the name by which its answer cites it. */
export interface Cited {
  readonly id: string;
  /** As the answers of AWS have it, unlike the service model; that of a boundary is not recorded. */
  readonly type: "IAM Policy" | "Resource Policy" | "IAM Permissions Boundary Policy";
  readonly document: string;
  readonly policy: Policy;
}

/** Everything that a simulation judges. */
export interface Simulation {
  readonly identity: readonly Cited[];
  readonly boundary: readonly Cited[] | undefined;
  readonly onResource: Cited | undefined;
  readonly caller: string;
  readonly context: ReadonlyMap<string, readonly string[]>;
  readonly owner: string | undefined;
}

/** Who has an ARN: a user, a role or a group of the account. */
export function subjectOf(account: Account, arn: string): Subject | undefined {
  const user = Object.values(account.users).find((each) => userArn(account, each) === arn);
  const role = Object.values(account.roles).find((each) => roleArn(account, each) === arn);
  const group = Object.values(account.groups).find((each) => groupArn(account, each) === arn);
  return user || role || group ? { user, role, group } : undefined;
}

/** @throws AwsError InvalidInput for what should be a list, a policy or an ARN and is not */
export function prepare(
  call: Call,
  input: SimulationInput,
  subject: Subject | undefined,
  source: string | undefined,
): Simulation {
  const exclusions = input.PolicyExclusionList ?? [];
  checkExclusions(exclusions);
  for (const arn of input.ResourceArns ?? [])
    if (arn !== "*" && !arn.startsWith("arn:"))
      throw invalidInput(`ResourceNames are not in a valid ARN format: ${arn}.`);
  const caller = input.CallerArn ?? source ?? "";
  const own = policySources(call.account, subject ?? {}).filter((each) => !isExcluded(each, exclusions));
  const identity = [
    ...own.map((each) => citedSource(call, each)),
    ...citedInputs("PolicyInputList", "IAM Policy", input.PolicyInputList ?? []),
  ];
  const onResource = input.ResourcePolicy === undefined ? undefined : citedOnResource(input.ResourcePolicy, caller);
  const boundary = boundaryFor(call, input, subject, exclusions);
  return {
    identity,
    boundary,
    onResource,
    caller,
    context: contextFor(call, input, caller),
    owner: input.ResourceOwner,
  };
}

function citedSource(call: Call, { kind, name, attachment, holder, document }: PolicySource): Cited {
  const id = kind === "inline" ? `${attachment}_${holder}_${name}` : name;
  return { id, type: "IAM Policy", document, policy: knownPolicy(call, id, document) };
}

/** @throws AwsError InvalidInput for a policy that only a loaded state can hold */
function knownPolicy(call: Call, id: string, document: string): Policy {
  if (readPolicy(document) === undefined) throw invalidInput(`Policy ${id} is not a policy document.`);
  return call.runtime.documents.policy(document);
}

/** @throws AwsError InvalidInput for an entry that AWS would refuse as a policy */
function citedInputs(list: string, type: Cited["type"], documents: readonly string[]): Cited[] {
  return documents.map((document, index) => {
    const refused = identityPolicyRefusal(document, "inline");
    const policy = readPolicy(document);
    if (refused !== undefined || policy === undefined) throw invalidInput(refused?.words ?? notPolicy);
    return { id: `${list}.${index + 1}`, type, document, policy };
  });
}

const notPolicy = "Syntax errors in policy.";

function citedOnResource(document: string, caller: string): Cited {
  const policy = readPolicy(document);
  if (policy === undefined || policy.faults.length > 0) throw invalidInput(notPolicy);
  // Of roles AWS simulates no policies on things (its words as people quote them).
  if (!/^arn:[^:]+:iam::\d{12}:user\//.test(caller))
    throw invalidInput("Invalid caller - Caller must be an IAM user in this context.");
  return { id: "ResourcePolicy", type: "Resource Policy", document, policy };
}

/** A boundary of the request takes the place of the one that is attached. */
function boundaryFor(
  call: Call,
  input: SimulationInput,
  subject: Subject | undefined,
  exclusions: readonly PolicyIdentifier[],
): readonly Cited[] | undefined {
  const type = "IAM Permissions Boundary Policy";
  const given = input.PermissionsBoundaryPolicyInputList ?? [];
  if (given.length > 1) throw invalidInput("Only one permissions boundary can be simulated.");
  if (given.length > 0) return citedInputs("PermissionsBoundaryPolicyInputList", type, given);
  const attached = excludesBoundary(exclusions) ? undefined : boundaryOf(call.account, subject ?? {});
  if (attached === undefined) return undefined;
  const { name: id, document } = attached;
  return document === undefined ? [] : [{ id, type, document, policy: knownPolicy(call, id, document) }];
}

/** What is known of who asks, and over it what the request gives. */
function contextFor(call: Call, input: SimulationInput, caller: string): Map<string, readonly string[]> {
  const context = new Map<string, string[]>();
  const { user, role } = subjectOf(call.account, caller) ?? {};
  if (caller !== "") context.set("aws:principalarn", [caller]);
  if (user) {
    context.set("aws:username", [user.userName]);
    context.set("aws:userid", [user.userId]);
  }
  if (user || role) context.set("aws:principalaccount", [call.account.accountId]);
  addTags(context, "aws:principaltag", user?.tags ?? role?.tags);
  for (const { ContextKeyName = "", ContextKeyValues = [] } of input.ContextEntries ?? [])
    context.set(ContextKeyName.toLowerCase(), ContextKeyValues);
  return context;
}

/** Keys of conditions and variables of all policies that neither the request nor the caller gives, whatever they are about. */
export function missingKeys({ identity, boundary = [], onResource, context }: Simulation): string[] {
  const missing = new Map<string, string>();
  for (const { policy } of [...identity, ...boundary, ...(onResource === undefined ? [] : [onResource])])
    for (const key of [
      ...policy.statements.flatMap(({ conditions }) => conditions.map((each) => each.key)),
      ...variableNames(policy),
    ])
      if (!context.has(key.toLowerCase()) && !missing.has(key.toLowerCase())) missing.set(key.toLowerCase(), key);
  return [...missing.values()];
}
