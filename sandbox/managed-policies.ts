import catalogue from "./model/managed-policies.json";
import type { Account, Policy } from "./state";

interface CatalogueEntry {
  readonly path: string;
  readonly document: object;
}

const CREATED = "2015-02-06T18:39:46Z";
const AWS_PREFIX = "arn:aws:iam::aws:policy";

/** AWS's ids are not known here; these have the shape and never change. */
function policyIdOf(name: string): string {
  return `ANPA${name
    .toUpperCase()
    .replace(/[^A-Z2-7]/g, "")
    .padEnd(17, "A")
    .slice(0, 17)}`;
}

function readEntry(policyName: string, entry: CatalogueEntry): Policy {
  return {
    policyName,
    policyId: policyIdOf(policyName),
    path: entry.path,
    description: `AWS managed policy ${policyName}.`,
    createDate: CREATED,
    updateDate: CREATED,
    tags: [],
    defaultVersionId: "v1",
    nextVersion: 2,
    versions: [{ versionId: "v1", document: JSON.stringify(entry.document, undefined, 4), createDate: CREATED }],
  };
}

/** AWS managed policies by ARN. The list is a choice of common ones; their documents are AWS's, shortened where they are long. */
export const AWS_MANAGED_POLICIES: ReadonlyMap<string, Policy> = new Map(
  Object.entries(catalogue as Record<string, CatalogueEntry>).map(([name, entry]) => [
    `${AWS_PREFIX}${entry.path}${name}`,
    readEntry(name, entry),
  ]),
);

export function isAwsManaged(arn: string): boolean {
  return arn.startsWith(`${AWS_PREFIX}/`);
}

export function policyKey(name: string): string {
  return name.toLowerCase();
}

/** The policy behind an ARN: AWS's own, or the account's. */
export function findPolicy(account: Account, arn: string): Policy | undefined {
  const awsManaged = AWS_MANAGED_POLICIES.get(arn);
  if (awsManaged) return awsManaged;
  const prefix = `arn:aws:iam::${account.accountId}:policy/`;
  if (!arn.startsWith(prefix)) return undefined;
  const policy = account.policies[policyKey(arn.slice(arn.lastIndexOf("/") + 1))];
  return policy && arn === `${prefix.slice(0, -1)}${policy.path}${policy.policyName}` ? policy : undefined;
}

/** The document that is in force. */
export function defaultDocument(policy: Policy): string {
  return policy.versions.find((version) => version.versionId === policy.defaultVersionId)?.document ?? "";
}
