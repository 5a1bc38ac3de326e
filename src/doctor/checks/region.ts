import { parseArn } from "../../terms/arns";
import { partitionOfRegion } from "../../terms/partitions";
import { type Answer, type DoctorFacts, type DoctorRule, isCaller } from "../facts";
import { unknownRegion } from "../regions";

export const region: DoctorRule = {
  id: "region",
  severity: "wrong",
  summary: "Whether the region exists, and is of the partition of the role and of the caller.",
  why: "A role cannot be assumed across partitions: China and GovCloud, for example, are partitions of their own.",
  fix: "Correct account.region, or account.assumeRole.roleArn.",
  check: (facts) => [checkRegion(facts)],
};

/** Whether region and partition fit: China and GovCloud, for example, are partitions of their own. */
function checkRegion({ wanted: { region, roleArn }, caller }: DoctorFacts): Answer {
  const meant = unknownRegion(region);
  if (meant !== undefined && meant !== "") {
    return {
      side: "region",
      severity: "wrong",
      message: `there is no region ${region}`,
      fix: `Write region: ${meant}`,
    };
  }
  const partition = partitionOfRegion(region);
  const others: [string, string | undefined][] = [
    ["account.assumeRole.roleArn", roleArn],
    ["the caller", isCaller(caller) ? caller.arn : undefined],
  ];
  for (const [what, arn] of others) {
    const other = arn === undefined ? undefined : parseArn(arn)?.partition;
    if (other === undefined || other === partition) continue;
    const message = `${what} is of partition ${other}, and region ${region} of ${partition}`;
    const ofCaller = isCaller(caller) ? parseArn(caller.arn)?.partition : undefined;
    const fix =
      roleArn !== undefined && ofCaller === partition
        ? `Write roleArn: ${roleArn.replace(`arn:${other}:`, `arn:${partition}:`)}`
        : "A role cannot be assumed across partitions: correct the ARN, the region, or the credentials.";
    return { side: "region", severity: "wrong", message, fix };
  }
  if (meant === "")
    return {
      side: "region",
      severity: "not sure",
      message: `region ${region} is not known here; is it new?`,
      fix: "If it is, there is nothing to do.",
    };
  return { side: "region", severity: "fine", message: `region ${region}, partition ${partition}` };
}
