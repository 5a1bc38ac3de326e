import { AccessDenied } from "../../aws/failures";
import { count, listed } from "../../text/count";
import { groupBy } from "../../text/group-by";
import type { UnseenBucket } from "./buckets";
import type { PreflightFinding } from "./report";

const NAMED = 3;

/** One finding for each answer, however many buckets gave it. */
export function unseenBucketFindings(blind: readonly UnseenBucket[]): PreflightFinding[] {
  const byAnswer = groupBy(blind, (one) => `${one.failure.code} ${wordsOf(one)}`);
  return [...byAnswer.values()].flatMap((same): PreflightFinding[] => {
    const [first] = same;
    if (first === undefined) return [];
    const { failure } = first;
    const permission = failure instanceof AccessDenied ? { permission: failure.permission } : {};
    const words = same.length > 1 ? wordsOf(first) : failure.words;
    return [
      {
        id: "could-not-look",
        severity: "warning",
        message: `could not check ${whatOf(same)}: ${failure instanceof AccessDenied ? "" : `${failure.code}: `}${words}`,
        fix: fixOf(first),
        ...permission,
      },
    ];
  });
}

/** The answer without the bucket's name: many buckets say the same, each with its own. */
function wordsOf({ bucket, failure }: UnseenBucket): string {
  return bucket === undefined ? failure.words : failure.words.replaceAll(`:::${bucket}`, ":::BUCKET");
}

function whatOf(same: readonly UnseenBucket[]): string {
  const names = same.flatMap(({ bucket }) => bucket ?? []).sort();
  if (names.length === 0) return "S3 buckets of the account";
  if (names.length === 1) return `the policy of bucket ${names[0]}`;
  return `the policies of ${count(names.length, "bucket")}, ${listed(names, NAMED)}`;
}

function fixOf({ bucket, failure }: UnseenBucket): string {
  if (!(failure instanceof AccessDenied)) return "Run it again when S3 can be reached from here, or look yourself.";
  if (bucket !== undefined && /explicit deny in a resource-based policy/.test(failure.words)) {
    return "The bucket's own policy refuses whoever runs this: ask somebody whom it exempts, or the account's root user, whether that is a leaver.";
  }
  return `Allow ${failure.permission} to whoever runs this (docs/permissions.md), then run it again.`;
}
