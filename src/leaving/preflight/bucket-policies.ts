import type { Statement } from "../../policy/document";
import { deniesOthers, isLasting } from "../../policy/lock-out";
import { type Identity, namedBy, waysNamed } from "../../policy/naming";
import { isAccount, type Principal } from "../../policy/principals";
import type { BucketPolicy } from "./buckets";
import type { PreflightFinding } from "./report";

/** What happens to buckets when these users are gone. */
export function bucketFindings(policies: readonly BucketPolicy[], leaving: readonly Identity[]): PreflightFinding[] {
  return leaving.flatMap((who) => policies.flatMap((policy) => findingsOf(policy, who, leaving)));
}

function findingsOf({ bucket, policy }: BucketPolicy, who: Identity, leaving: readonly Identity[]): PreflightFinding[] {
  const named = waysNamed(policy, who);
  if (named.length === 0) return [];
  const closed = (action: string) =>
    policy.statements.filter(
      (statement) => namedBy(statement, who) !== undefined && deniesOthers(statement, action, leaving, isSomebody),
    );
  // The account's root user may always mend a bucket's policy (API reference, PutBucketPolicy): it is left, and no more.
  const isSomebody = (principal: Principal) => isLasting(principal, leaving) && !isAccount(principal);
  const fixed = ["s3:PutBucketPolicy", "s3:DeleteBucketPolicy"].every((action) => closed(action).length > 0);
  const data = closed("s3:GetObject");
  const together = leaving.length > 1 ? ", and all others who may leave with the same plan" : "";
  const findings: PreflightFinding[] = [];
  if (fixed) {
    findings.push({
      id: "bucket-sole-administrator",
      severity: "error",
      user: who.name,
      message: `NOBODY ELSE MAY CHANGE THE POLICY of the bucket ${bucket}${together}: without ${who.name} only the account's root user can`,
      fix: `Before the removal, as ${who.name}: name another administrator in the bucket policy (aws s3api put-bucket-policy).`,
    });
  }
  if (data.length > 0) {
    findings.push({
      id: "bucket-sole-user",
      severity: "error",
      user: who.name,
      message: `NOBODY ELSE MAY READ the bucket ${bucket}${together}: its policy denies s3:GetObject to all but ${who.name}${placesOf(data)}`,
      fix: "Name whoever takes over the data in the bucket policy (aws s3api put-bucket-policy), then plan again.",
    });
  }
  if (findings.length > 0) return findings;
  return [
    {
      id: "bucket-policy-names-leaver",
      severity: "warning",
      user: who.name,
      message: `the policy of bucket ${bucket} names ${who.name} ${named.join(", ")}`,
      fix: named.includes("as principal")
        ? "Remove the user: AWS turns the ARN of a deleted user into its unique id, and the next edit of that policy is refused."
        : "Remove the user: a new user of the same name would get what this one had.",
    },
  ];
}

/** Where a Deny is about a part of the bucket alone. */
function placesOf(statements: readonly Statement[]): string {
  const places = [...new Set(statements.flatMap(({ resources = [] }) => resources))].filter((one) => /\/./.test(one));
  return places.length === 0 ? "" : ` (${places.join(", ")})`;
}
