/** The checks of Access Analyzer that this sandbox knows, with AWS's words (IAM User Guide, "IAM policy validation check reference"). */
const errors = {
  JSON_SYNTAX_ERROR: "Fix the JSON syntax error.",
  MISSING_STATEMENT: "Add a statement to the policy",
  INVALID_VERSION: "The version is not valid. Use one of the following versions: 2012-10-17, 2008-10-17",
  INVALID_POLICY_ELEMENT: "The policy element {value} is not valid.",
  UNSUPPORTED_ELEMENT_COMBINATION:
    "The policy elements {value} and Not{value} can not be used in the same statement. Remove one of these elements.",
  DATA_TYPE_MISMATCH: "The text does not match the expected JSON data type.",
  MISSING_EFFECT: "Add an Effect element to the policy statement with a value of Allow or Deny.",
  INVALID_EFFECT: "The effect {value} is not valid. Use Allow or Deny.",
  MISSING_ACTION: "Add an Action or NotAction element to the policy statement.",
  INVALID_ACTION: "The action {value} does not exist.",
  INVALID_SERVICE_IN_ACTION: "The service specified in the action {value} does not exist.",
  UNSUPPORTED_ACTION_IN_POLICY: "The action {value} is not supported for the resource-based policy.",
  MISSING_RESOURCE: "Add a Resource or NotResource element to the policy statement.",
  INVALID_ARN_PREFIX: "Add the required prefix (arn) to the resource ARN.",
  MISSING_ARN_FIELD:
    "Resource ARNs must include at least 6 fields in the following structure: arn:partition:service:region:account:resource",
  INVALID_PARTITION: "The resource ARN does not support the partition.",
  ARN_REGION_NOT_ALLOWED: "The service does not support specifying a Region in the resource ARN.",
  INVALID_ARN_RESOURCE: "Resource ARN does not match the expected ARN format. Update the resource portion of the ARN.",
  INVALID_CONDITION_OPERATOR: "The condition operator {value} is not valid. Use a valid condition operator.",
  UNIQUE_SIDS_REQUIRED: "Duplicate statement IDs are not supported for this policy type. Update the Sid value.",
  UNSUPPORTED_SID:
    "Update the characters in the Sid element to use one of the following character types: [a-z, A-Z, 0-9]",
  UNSUPPORTED_PRINCIPAL: "The policy type does not support the Principal element. Remove the Principal element.",
  MISSING_PRINCIPAL: "Add a Principal element to the policy statement.",
  INVALID_PRINCIPAL_FORMAT:
    "The Principal element contents are not valid. Specify a key-value pair in the Principal element.",
} as const;

const securityWarnings = {
  PASS_ROLE_WITH_STAR_IN_RESOURCE:
    "Using the iam:PassRole action with wildcards (*) in the resource can be overly permissive because it allows iam:PassRole permissions on multiple resources. We recommend that you specify resource ARNs or add the iam:PassedToService condition key to your statement.",
  PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE:
    "Using wildcards (*) in the action and the resource can be overly permissive because it allows iam:PassRole permissions on all resources. We recommend that you specify resource ARNs or add the iam:PassedToService condition key to your statement.",
  PASS_ROLE_WITH_NOT_RESOURCE:
    "Using the iam:PassRole action with NotResource can be overly permissive because it can allow iam:PassRole permissions on multiple resources. We recommend that you specify resource ARNs instead.",
  PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE:
    "Using an action with a wildcard (*) and NotResource can be overly permissive because it can allow iam:PassRole permissions on multiple resources. We recommend that you specify resource ARNs instead.",
  PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION:
    "Using a resource with wildcards (*) and NotAction can be overly permissive because it allows iam:PassRole permissions on multiple resources. We recommend that you specify resource ARNs or add the iam:PassedToService condition key to your statement.",
  PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE:
    "Using NotAction with NotResource can be overly permissive because it can allow iam:PassRole permissions on multiple resources. We recommend that you specify resource ARNs instead.",
} as const;

const warnings = {
  MISSING_VERSION: "We recommend that you specify the Version element to help you with debugging permission issues.",
} as const;

type Named = keyof typeof errors | keyof typeof securityWarnings | keyof typeof warnings;

/** A finding, before it is written as AWS writes it. */
export interface Check {
  readonly findingType: "ERROR" | "SECURITY_WARNING" | "WARNING";
  readonly issueCode: string;
  readonly findingDetails: string;
  readonly learnMoreLink: string;
  /** Keys and positions in the document; the first that is there counts. */
  readonly path: readonly (string | number)[];
}

const reference = "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html";

export function check(issueCode: Named, path: Check["path"], value = ""): Check {
  const [findingType, details] = textOf(issueCode);
  const section = { ERROR: "error", SECURITY_WARNING: "security-warning", WARNING: "general-warning" }[findingType];
  const anchor = `access-analyzer-reference-policy-checks-${section}-${issueCode.toLowerCase().replaceAll("_", "-")}`;
  const findingDetails = details.replaceAll("{value}", () => value);
  return { findingType, issueCode, findingDetails, learnMoreLink: `${reference}#${anchor}`, path };
}

/** What a rule of this project finds and AWS has no check for: nobody may take its code for one of AWS. */
export function ownCheck(
  findingType: Check["findingType"],
  id: string,
  findingDetails: string,
  path: Check["path"],
): Check {
  const issueCode = `SANDBOX_${id.toUpperCase().replace(/[^A-Z0-9]/g, "_")}`;
  return { findingType, issueCode, findingDetails, learnMoreLink: reference, path };
}

function textOf(code: Named): readonly [Check["findingType"], string] {
  if (code in errors) return ["ERROR", errors[code as keyof typeof errors]];
  if (code in warnings) return ["WARNING", warnings[code as keyof typeof warnings]];
  return ["SECURITY_WARNING", securityWarnings[code as keyof typeof securityWarnings]];
}
