import type { LeaverFacts } from "./report";

export interface Looked {
  /** Where KMS keys and CloudTrail were asked. */
  readonly regions: readonly string[];
  /** Where the account has buckets. */
  readonly bucketRegions: readonly string[];
  readonly leavers: readonly LeaverFacts[];
  /** ARN of who asked; it names the partition. */
  readonly runner: string;
}

/** CloudTrail keeps the calls to global services, IAM's and sign-ins to the console among them, in one region. */
const GLOBAL: Readonly<Record<string, string>> = {
  aws: "us-east-1",
  "aws-cn": "cn-north-1",
  "aws-us-gov": "us-gov-west-1",
};

/** What no call was made for, in words; nothing where nobody leaves. Regions that the account is seen to use are named. */
export function notLookedAt({ regions, bucketRegions, leavers, runner }: Looked): string[] {
  if (leavers.length === 0) return [];
  const keyRegions = leavers.flatMap(({ lastUse }) => lastUse.accessKeys.flatMap(({ region }) => region ?? []));
  const home = GLOBAL[runner.split(":")[1] ?? ""];
  const other = (found: readonly string[]) =>
    [...new Set(found)].filter((region) => isRegion(region) && !regions.includes(region)).sort();
  const withKeys = other(keyRegions);
  const withBuckets = other(bucketRegions).filter((region) => !withKeys.includes(region));
  const used = [
    ...(withKeys.length > 0 ? [`keys of leavers were used in ${withKeys.join(", ")}`] : []),
    ...(withBuckets.length > 0 ? [`the account has buckets in ${withBuckets.join(", ")}`] : []),
  ];
  return [
    `KMS keys and CloudTrail events outside ${regions.join(", ")}${used.length > 0 ? `, though ${used.join(" and ")}` : ""} (--region, may be repeated)`,
    ...(home !== undefined && !regions.includes(home)
      ? [`calls to IAM and sign-ins, which CloudTrail keeps in ${home} (--region ${home})`]
      : []),
    "resource policies of SQS queues, SNS topics, secrets, repositories, S3 access points and directory buckets (IAM Access Analyzer finds them)",
    "policies of other accounts that name the user",
  ];
}

/** A key that was used for a global service alone has the region `aws-global` or none. */
function isRegion(text: string): boolean {
  return /^[a-z]{2}(-[a-z]+)+-\d$/.test(text);
}
