/**
 * The partitions of AWS, each with accounts, regions and ARNs of its own. Regions as the SDK's `partitions.json` has them;
 * IAM is one service for a whole partition, and answers for it from one region.
 */
export const partitions = {
  aws: { regions: /^(us|eu|ap|sa|ca|me|af|il|mx)-[a-z]+-\d+$/, iamRegion: "us-east-1" },
  "aws-cn": { regions: /^cn-[a-z]+-\d+$/, iamRegion: "cn-north-1" },
  "aws-us-gov": { regions: /^us-gov-[a-z]+-\d+$/, iamRegion: "us-gov-west-1" },
  "aws-eusc": { regions: /^eusc-[a-z]+-[a-z]+-\d+$/, iamRegion: "eusc-de-east-1" },
  "aws-iso": { regions: /^us-iso-[a-z]+-\d+$/, iamRegion: "us-iso-east-1" },
  "aws-iso-b": { regions: /^us-isob-[a-z]+-\d+$/, iamRegion: "us-isob-east-1" },
  "aws-iso-e": { regions: /^eu-isoe-[a-z]+-\d+$/, iamRegion: "eu-isoe-west-1" },
  "aws-iso-f": { regions: /^us-isof-[a-z]+-\d+$/, iamRegion: "us-isof-south-1" },
} as const satisfies Readonly<Record<string, { readonly regions: RegExp; readonly iamRegion: string }>>;

export type Partition = keyof typeof partitions;

const names = Object.keys(partitions) as readonly Partition[];

/** @returns `aws` for a region that nobody knows yet: new regions come there */
export function partitionOfRegion(region: string | undefined): Partition {
  return names.find((name) => partitions[name].regions.test(region ?? "")) ?? "aws";
}

/** @returns undefined when the text is not an ARN, or one of a partition that does not exist */
export function partitionOfArn(arn: string): Partition | undefined {
  const [scheme, partition] = arn.split(":", 2);
  return scheme === "arn" ? names.find((name) => name === partition) : undefined;
}

/** The ARN of something in IAM, such as `user/alice` or `mfa/alice-phone`. */
export function iamArn(partition: Partition, accountId: string, rest: string): string {
  return `arn:${partition}:iam::${accountId}:${rest}`;
}

/** The ARN of a policy that AWS manages. @param name with its path: `AWSDenyAll`, `job-function/Billing` */
export function awsPolicyArn(partition: Partition, name: string): string {
  return iamArn(partition, "aws", `policy/${name}`);
}

/** The name, with its path, of a policy that AWS manages, in any partition. */
export function awsPolicyName(arn: string): string | undefined {
  return /^arn:[^:]+:iam::aws:policy\/(.+)$/.exec(arn)?.[1];
}
