import { didYouMean } from "../../../text/did-you-mean";
import { type Check, type DoctorFacts, roleNameOf } from "../facts";

/** Whether the role is there, under the very ARN: AWS answers AccessDenied for a role that does not exist. */
export function checkRole({ wanted: { roleArn = "" }, role, roleArns, attempt }: DoctorFacts): Check {
  const side = "role";
  if (attempt === "assumed") return { side, state: "fine", found: "the role is there" };
  if (role === undefined) {
    const mend = `Whoever may read it: aws iam get-role --role-name ${roleNameOf(roleArn)} --query Role.AssumeRolePolicyDocument > trust.json; then roster doctor --trust trust.json`;
    return { side, state: "could not look", found: "the role is in another account", mend };
  }
  if (role.kind === "could not look") {
    return {
      side,
      state: "could not look",
      found: `whether the role is there; it needs ${role.permission}`,
      mend: "Give it that, or --trust FILE with the trust policy of the role.",
    };
  }
  if (role.kind === "found" && role.value.arn === roleArn) return { side, state: "fine", found: "the role is there" };
  const meant = role.kind === "found" ? role.value.arn : nearest(roleArn, roleArns);
  const found = `there is no role ${roleArn}`;
  if (meant === undefined)
    return { side, state: "wrong", found, mend: "Mend account.assumeRole.roleArn, or create the role." };
  return {
    side,
    state: "wrong",
    found,
    mend: `Write roleArn: ${meant}${role.kind === "found" ? " (the path is part of the ARN)" : ""}`,
  };
}

function nearest(roleArn: string, roleArns: readonly string[]): string | undefined {
  const names = new Map(roleArns.map((arn) => [roleNameOf(arn), arn]));
  const meant = didYouMean(roleNameOf(roleArn), names.keys());
  return meant === undefined ? undefined : names.get(meant);
}
