import { createHash } from "node:crypto";
import { awsPolicyArn, awsPolicyName, partitionOfArn } from "../terms/partitions";
import { iamArn, partitionOf } from "./arns";
import { base32Encode } from "./ids";
import documents from "./model/managed-policies.json";
import names from "./model/managed-policy-names.json";
import type { Account, Policy } from "./state";

const CREATED = "2015-02-06T18:39:46Z";

const writeDocument = (document: object) => JSON.stringify(document, undefined, 4);

/** Stands for a document that the sandbox does not hold: it allows nothing. */
const NOT_HELD = writeDocument({
  Version: "2012-10-17",
  Statement: [{ Sid: "DocumentNotHeldBySandbox", Effect: "Allow", Action: "none:null", Resource: "*" }],
});

const DOCUMENTS: ReadonlyMap<string, object> = new Map(Object.entries(documents));

/** AWS's ids are not known here; these have the shape and never change. */
function policyIdOf(name: string): string {
  return `ANPA${base32Encode(createHash("sha256").update(name).digest()).slice(0, 17)}`;
}

/** One of AWS's policies. Its document allows nothing where it is not held here. */
export function awsPolicy(policyName: string, path: string): Policy {
  const held = DOCUMENTS.get(policyName);
  const document = held ? writeDocument(held) : NOT_HELD;
  return {
    policyName,
    policyId: policyIdOf(policyName),
    path,
    description: `AWS managed policy ${policyName}.`,
    createDate: CREATED,
    updateDate: CREATED,
    tags: [],
    defaultVersionId: "v1",
    nextVersion: 2,
    versions: [{ versionId: "v1", document, createDate: CREATED }],
  };
}

/**
 * AWS's managed policies by path and name: all names there were in 2025, and the documents of some sixty common ones,
 * shortened where they are long.
 */
const AWS_MANAGED_POLICIES: ReadonlyMap<string, Policy> = new Map(
  Object.entries(names).flatMap(([path, list]) =>
    list.split(" ").map((name) => [`${path}${name}`, awsPolicy(name, path)] as const),
  ),
);

export function isAwsManaged(arn: string): boolean {
  return awsPolicyName(arn) !== undefined;
}

/** Whether the list above has the policy, in whatever partition. */
export function isListed(arn: string): boolean {
  return AWS_MANAGED_POLICIES.has(`/${awsPolicyName(arn)}`);
}

/** AWS's managed policies with the ARNs that they have in the account's partition. */
export function* awsPolicies(account: Account): Generator<readonly [arn: string, policy: Policy]> {
  const prefix = awsPolicyArn(partitionOf(account), "").slice(0, -1);
  for (const [name, policy] of AWS_MANAGED_POLICIES) yield [`${prefix}${name}`, policy];
  yield* Object.entries(account.newerAwsPolicies ?? {});
}

export function policyKey(name: string): string {
  return name.toLowerCase();
}

/** The policy behind an ARN: AWS's own, or the account's. */
export function findPolicy(account: Account, arn: string): Policy | undefined {
  const name = awsPolicyName(arn);
  if (name !== undefined) {
    const own = partitionOfArn(arn) === partitionOf(account);
    return own ? (AWS_MANAGED_POLICIES.get(`/${name}`) ?? account.newerAwsPolicies?.[arn]) : undefined;
  }
  const prefix = iamArn(account, "policy/");
  if (!arn.startsWith(prefix)) return undefined;
  const policy = account.policies[policyKey(arn.slice(arn.lastIndexOf("/") + 1))];
  return policy && arn === `${prefix.slice(0, -1)}${policy.path}${policy.policyName}` ? policy : undefined;
}

/** The document that is in force. */
export function defaultDocument(policy: Policy): string {
  return policy.versions.find((version) => version.versionId === policy.defaultVersionId)?.document ?? "";
}
