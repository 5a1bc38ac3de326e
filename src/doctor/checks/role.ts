import { nameOfArn } from "../../terms/arns";
import { didYouMean } from "../../text/did-you-mean";
import type { Answer, DoctorFacts, DoctorRule } from "../facts";

export const role: DoctorRule = {
  id: "role",
  severity: "wrong",
  summary: "Whether the role exists, with exactly this path and name.",
  why: "AWS answers AccessDenied for a role that does not exist as well.",
  fix: "Correct account.assumeRole.roleArn, or create the role.",
  check: (facts) => [checkRole(facts)],
};

/** Whether the role is there, under the very ARN: AWS answers AccessDenied for a role that does not exist. */
function checkRole({ wanted: { roleArn = "" }, role, roleArns, attempt }: DoctorFacts): Answer {
  const side = "role";
  if (attempt === "assumed") return { side, severity: "fine", message: "the role exists" };
  if (role === undefined) {
    const fix = `Whoever may read it: aws iam get-role --role-name ${nameOfArn(roleArn)} --query Role.AssumeRolePolicyDocument > trust.json; then roster doctor --trust trust.json`;
    return { side, severity: "could not check", message: "the role is in another account", fix };
  }
  if (role.kind === "could not check") {
    return {
      side,
      severity: "could not check",
      message: `whether the role exists; it needs ${role.permission}`,
      fix: "Give it that, or --trust FILE with the trust policy of the role.",
    };
  }
  if (role.kind === "found" && role.value.arn === roleArn)
    return { side, severity: "fine", message: "the role exists" };
  const meant = role.kind === "found" ? role.value.arn : nearest(roleArn, roleArns);
  const message = `there is no role ${roleArn}`;
  if (meant === undefined)
    return { side, severity: "wrong", message, fix: "Correct account.assumeRole.roleArn, or create the role." };
  return {
    side,
    severity: "wrong",
    message,
    fix: `Write roleArn: ${meant}${role.kind === "found" ? " (the path is part of the ARN)" : ""}`,
  };
}

function nearest(roleArn: string, roleArns: readonly string[]): string | undefined {
  const names = new Map(roleArns.map((arn) => [nameOfArn(arn), arn]));
  const meant = didYouMean(nameOfArn(roleArn), names.keys());
  return meant === undefined ? undefined : names.get(meant);
}
