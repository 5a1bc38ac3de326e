import { didYouMean } from "../../text/did-you-mean";

/** The regions of AWS's partitions, as botocore's endpoints name them. A new one is no error, only not known here. */
const REGIONS: Readonly<Record<string, readonly string[]>> = {
  aws: [
    ..."us-east-1 us-east-2 us-west-1 us-west-2 ca-central-1 ca-west-1 mx-central-1 sa-east-1 af-south-1".split(" "),
    ..."eu-central-1 eu-central-2 eu-west-1 eu-west-2 eu-west-3 eu-north-1 eu-south-1 eu-south-2".split(" "),
    ..."ap-east-1 ap-east-2 ap-south-1 ap-south-2 ap-northeast-1 ap-northeast-2 ap-northeast-3".split(" "),
    ..."ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6".split(" "),
    ..."ap-southeast-7 me-central-1 me-south-1 il-central-1".split(" "),
  ],
  "aws-cn": ["cn-north-1", "cn-northwest-1"],
  "aws-us-gov": ["us-gov-east-1", "us-gov-west-1"],
};

/** The partition that a region belongs to, by its prefix: `aws`, `aws-cn`, `aws-us-gov`. */
export function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/** Undefined for a region that is known, else the one that was probably meant, or "". */
export function unknownRegion(region: string): string | undefined {
  const all = Object.values(REGIONS).flat();
  return all.includes(region) ? undefined : (didYouMean(region, all) ?? "");
}
