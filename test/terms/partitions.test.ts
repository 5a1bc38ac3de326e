import {
  awsPolicyArn,
  awsPolicyName,
  iamArn,
  type Partition,
  partitionOfArn,
  partitionOfRegion,
  partitions,
} from "../../src/terms/partitions";

const all = Object.keys(partitions) as Partition[];

test("the partitions are those that AWS has", () => {
  expect(all).toEqual(["aws", "aws-cn", "aws-us-gov", "aws-eusc", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"]);
});

test.each(all)("every region of %s is known to be in it", (partition) => {
  for (const region of partitions[partition]) expect([region, partitionOfRegion(region)]).toEqual([region, partition]);
});

test.each([
  ["cn-east-9", "aws-cn"],
  ["us-gov-central-1", "aws-us-gov"],
  ["eusc-fr-west-2", "aws-eusc"],
  ["xx-new-1", "aws"],
  [undefined, "aws"],
] as const)("a region that nobody knows yet, %s, is in %s", (region, partition) => {
  expect(partitionOfRegion(region)).toBe(partition);
});

test.each(all)("ARNs of %s are written and read", (partition) => {
  const arn = awsPolicyArn(partition, "job-function/Billing");
  expect(arn).toBe(`arn:${partition}:iam::aws:policy/job-function/Billing`);
  expect(partitionOfArn(arn)).toBe(partition);
  expect(awsPolicyName(arn)).toBe("job-function/Billing");
  expect(awsPolicyName(iamArn(partition, "123456789012", "policy/own"))).toBeUndefined();
});

test.each(["", "alice", "arn:", "arn:aws-zz:iam::aws:policy/x", "urn:aws:iam::aws:policy/x"])(
  "%j is in no partition",
  (text) => expect(partitionOfArn(text)).toBeUndefined(),
);
