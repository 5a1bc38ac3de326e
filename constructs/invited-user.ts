import type { User } from "../src/roster/roster";
import { awsPolicyArn, iamArn, type Partition } from "../src/terms/partitions";

/** Name of the inline policy with which somebody enrols. */
const ENROLMENT_POLICY = "roster-enrolment";

/**
 * A user who is invited, as it is made: the password and the devices of the entry, and just what it takes to change the one and to
 * enable the others. Everything else of the entry waits for the promotion.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html
 */
export function invitedUser(user: User, partition: Partition): User {
  return {
    ...user,
    groups: [],
    managedPolicies: [{ kind: "arn", arn: awsPolicyArn(partition, "IAMUserChangePassword") }],
    inlinePolicies: [{ name: ENROLMENT_POLICY, document: enrolmentOf(user, partition) }],
    existingInlinePolicies: [],
    accessKeys: [],
    sshPublicKeys: [],
    signingCertificates: [],
    serviceSpecificCredentials: [],
  };
}

/** No Deny stands in it: IAM User Guide, my-sec-creds-self-manage, says that a new user could not change the password then. */
function enrolmentOf({ path, name }: User, partition: Partition) {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "EnableOwnDevice",
        Effect: "Allow",
        Action: ["iam:EnableMFADevice", "iam:GetUser", "iam:ListMFADevices", "iam:ResyncMFADevice"],
        Resource: iamArn(partition, "*", literal(`user${path}${name}`)),
      },
      { Sid: "SeeDevices", Effect: "Allow", Action: "iam:ListVirtualMFADevices", Resource: "*" },
    ],
  };
}

/**
 * A path may hold what a policy takes for a wildcard or a variable.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-specialchars
 */
function literal(text: string): string {
  return text.replace(/[*?$]/g, (character) => `\${${character}}`);
}
