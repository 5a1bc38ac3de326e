import { createHash } from "node:crypto";
import { awsPolicies as knownPolicies } from "../catalogue/aws-policies";
import { awsPolicyArn, awsPolicyName, partitionOfArn } from "../terms/partitions";
import { once } from "../text/once";
import { iamArn, partitionOf } from "./arns";
import { base32Encode } from "./ids";
import type { Account, Policy } from "./state";

const CREATED = "2015-02-06T18:39:46Z";

const writeDocument = (document: object) => JSON.stringify(document, undefined, 4);

/** Stands for a document that is not known: it allows nothing. */
const NOT_KNOWN = writeDocument({
  Version: "2012-10-17",
  Statement: [{ Sid: "DocumentNotHeldBySandbox", Effect: "Allow", Action: "none:null", Resource: "*" }],
});

/** AWS's ids are not known here; these have the shape and never change. */
function policyIdOf(name: string): string {
  return `ANPA${base32Encode(createHash("sha256").update(name).digest()).slice(0, 17)}`;
}

/** One of AWS's policies. Its document allows nothing where it is not known. */
export function awsPolicy(policyName: string, path: string): Policy {
  const known = knownPolicies().get(`${path.slice(1)}${policyName}`);
  const versionId = known?.versionId ?? "v1";
  const document = once(() => (known === undefined ? NOT_KNOWN : writeDocument(JSON.parse(known.document))));
  return {
    policyName,
    policyId: policyIdOf(policyName),
    path,
    description: `AWS managed policy ${policyName}.`,
    createDate: CREATED,
    updateDate: CREATED,
    tags: [],
    defaultVersionId: versionId,
    nextVersion: Number(versionId.slice(1)) + 1,
    // Written at the first question: there are 1,485 of them.
    versions: [
      {
        versionId,
        get document() {
          return document();
        },
        createDate: CREATED,
      },
    ],
  };
}

/** AWS's managed policies by path and name. */
const awsManagedPolicies: () => ReadonlyMap<string, Policy> = once(
  () =>
    new Map(
      [...knownPolicies().keys()].map((name) => {
        const at = name.lastIndexOf("/") + 1;
        return [`/${name}`, awsPolicy(name.slice(at), `/${name.slice(0, at)}`)] as const;
      }),
    ),
);

export function isAwsManaged(arn: string): boolean {
  return awsPolicyName(arn) !== undefined;
}

/** Whether the list above has the policy, in whatever partition. */
export function isListed(arn: string): boolean {
  return awsManagedPolicies().has(`/${awsPolicyName(arn)}`);
}

/** AWS's managed policies with the ARNs that they have in the account's partition. */
export function* awsPolicies(account: Account): Generator<readonly [arn: string, policy: Policy]> {
  const prefix = awsPolicyArn(partitionOf(account), "").slice(0, -1);
  for (const [name, policy] of awsManagedPolicies()) yield [`${prefix}${name}`, policy];
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
    return own ? (awsManagedPolicies().get(`/${name}`) ?? account.newerAwsPolicies?.[arn]) : undefined;
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
