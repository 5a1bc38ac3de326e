import type { PolicyDocument } from "../src/roster/roster";

/**
 * What a policy allows and denies: AWS's JSON as an object, or as text, such as the `json` of the provider's
 * `DataAwsIamPolicyDocument`. Policy variables such as `${aws:username}` arrive in AWS as they are written here, and
 * references to other resources as what they refer to.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export type PolicyDocumentLike = PolicyDocument | string;

/** The document as Terraform takes it. */
export function policyText(document: PolicyDocumentLike): string {
  return typeof document === "string" ? document : JSON.stringify(document);
}
