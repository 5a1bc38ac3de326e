import { arnParts, type Check, type DoctorFacts, isCaller } from "../facts";
import { partitionOf, unknownRegion } from "../regions";

/** Whether region and partition fit: China and GovCloud are worlds of their own. */
export function checkRegion({ wanted: { region, roleArn }, caller }: DoctorFacts): Check {
  const meant = unknownRegion(region);
  if (meant !== undefined && meant !== "") {
    return { side: "region", state: "wrong", found: `there is no region ${region}`, mend: `Write region: ${meant}` };
  }
  const partition = partitionOf(region);
  const others: [string, string | undefined][] = [
    ["account.assumeRole.roleArn", roleArn],
    ["the caller", isCaller(caller) ? caller.arn : undefined],
  ];
  for (const [what, arn] of others) {
    const other = arn === undefined ? undefined : arnParts(arn)?.partition;
    if (other === undefined || other === partition) continue;
    const found = `${what} is of partition ${other}, and region ${region} of ${partition}`;
    const ofCaller = isCaller(caller) ? arnParts(caller.arn)?.partition : undefined;
    const mend =
      roleArn !== undefined && ofCaller === partition
        ? `Write roleArn: ${roleArn.replace(`arn:${other}:`, `arn:${partition}:`)}`
        : "No role is assumed across partitions: mend the ARN, the region, or the credentials.";
    return { side: "region", state: "wrong", found, mend };
  }
  if (meant === "")
    return { side: "region", state: "not sure", found: `region ${region} is not known here; is it new?` };
  return { side: "region", state: "fine", found: `region ${region}, partition ${partition}` };
}
