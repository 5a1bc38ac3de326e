/** The partitions of AWS, each with accounts, regions and ARNs of its own; regions as botocore's endpoints name them. */
export const partitions = {
  aws: [
    ..."us-east-1 us-east-2 us-west-1 us-west-2 ca-central-1 ca-west-1 mx-central-1 sa-east-1 af-south-1".split(" "),
    ..."eu-central-1 eu-central-2 eu-west-1 eu-west-2 eu-west-3 eu-north-1 eu-south-1 eu-south-2".split(" "),
    ..."ap-east-1 ap-east-2 ap-south-1 ap-south-2 ap-northeast-1 ap-northeast-2 ap-northeast-3".split(" "),
    ..."ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6".split(" "),
    ..."ap-southeast-7 me-central-1 me-south-1 il-central-1".split(" "),
  ],
  "aws-cn": ["cn-north-1", "cn-northwest-1"],
  "aws-us-gov": ["us-gov-east-1", "us-gov-west-1"],
  "aws-eusc": ["eusc-de-east-1"],
  "aws-iso": ["us-iso-east-1", "us-iso-west-1"],
  "aws-iso-b": ["us-isob-east-1", "us-isob-west-1"],
  "aws-iso-e": ["eu-isoe-west-1"],
  "aws-iso-f": ["us-isof-east-1", "us-isof-south-1"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Partition = keyof typeof partitions;

const names = Object.keys(partitions) as readonly Partition[];

/** Regions come and go; a new one has the prefix of its partition. Everything else is in `aws`. */
const prefixes: readonly (readonly [string, Partition])[] = [
  ["cn-", "aws-cn"],
  ["us-gov-", "aws-us-gov"],
  ["eusc-", "aws-eusc"],
  ["us-iso-", "aws-iso"],
  ["us-isob-", "aws-iso-b"],
  ["eu-isoe-", "aws-iso-e"],
  ["us-isof-", "aws-iso-f"],
];

export function partitionOfRegion(region: string | undefined): Partition {
  return prefixes.find(([prefix]) => region?.startsWith(prefix))?.[1] ?? "aws";
}

/** @returns undefined when the text is not an ARN, or is one of a partition that does not exist */
export function partitionOfArn(arn: string): Partition | undefined {
  const [scheme, partition] = arn.split(":", 2);
  return scheme === "arn" ? names.find((name) => name === partition) : undefined;
}

/** The ARN of something in IAM. @param rest such as `user/alice` or `mfa/alice-phone` */
export function iamArn(partition: Partition, accountId: string, rest: string): string {
  return `arn:${partition}:iam::${accountId}:${rest}`;
}

/** The ARN of a policy that AWS manages. @param name with its path: `AWSDenyAll`, `job-function/Billing` */
export function awsPolicyArn(partition: Partition, name: string): string {
  return iamArn(partition, "aws", `policy/${name}`);
}

/** The name, with its path, of a policy that AWS manages, in whatever partition. */
export function awsPolicyName(arn: string): string | undefined {
  return /^arn:[^:]+:iam::aws:policy\/(.+)$/.exec(arn)?.[1];
}
