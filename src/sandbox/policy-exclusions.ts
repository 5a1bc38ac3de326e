import { matches } from "../policy/matches";
import { invalidInput } from "./errors";
import type { PolicySource } from "./policy-sources";

/** One entry of a PolicyExclusionList: exactly one of the three. */
export interface PolicyIdentifier {
  readonly PolicyType?: "inline" | "aws-managed" | "user-managed" | "permission-boundary" | "scp" | "rcp";
  readonly PolicyArn?: string;
  readonly InlinePolicyIdentifier?: {
    readonly PolicyName: string;
    readonly AttachmentType: PolicySource["attachment"];
    readonly AttachmentName: string;
  };
}

/** Wildcards may stand in the name alone: at most one star, and any number of question marks (API reference, PolicyIdentifier). */
const policyArnPattern = /^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/[\x21-\x7e]+$/;

/** @throws AwsError InvalidInput for what is not an identifier of a policy; AWS's words are not recorded */
export function checkExclusions(list: readonly PolicyIdentifier[]): void {
  for (const { PolicyType, PolicyArn, InlinePolicyIdentifier: inline } of list) {
    if ([PolicyType, PolicyArn, inline].filter((given) => given !== undefined).length !== 1)
      throw invalidInput(
        "A policy identifier must have exactly one of PolicyType, PolicyArn and InlinePolicyIdentifier.",
      );
    if (PolicyArn !== undefined && (!policyArnPattern.test(PolicyArn) || hasTwoStars(PolicyArn)))
      throw invalidInput(`Policy identifier ${PolicyArn} is not valid.`);
    const { PolicyName = "", AttachmentName = "" } = inline ?? {};
    if (/[*?]/.test(PolicyName) || hasTwoStars(AttachmentName))
      throw invalidInput(`Policy identifier ${PolicyName} of ${AttachmentName} is not valid.`);
  }
}

/** Whether a simulation leaves the policy out. */
export function isExcluded(source: PolicySource, list: readonly PolicyIdentifier[]): boolean {
  return list.some(({ PolicyType, PolicyArn, InlinePolicyIdentifier: inline }) => {
    if (PolicyType !== undefined) return PolicyType === source.kind;
    if (PolicyArn !== undefined) return source.arn !== undefined && matches(PolicyArn, source.arn);
    return (
      source.kind === "inline" &&
      inline?.PolicyName === source.name &&
      inline.AttachmentType === source.attachment &&
      matches(inline.AttachmentName, source.holder)
    );
  });
}

/** A boundary is no attached policy: only its type names it. */
export function excludesBoundary(list: readonly PolicyIdentifier[]): boolean {
  return list.some(({ PolicyType }) => PolicyType === "permission-boundary");
}

function hasTwoStars(text: string): boolean {
  return text.split("*").length > 2;
}
