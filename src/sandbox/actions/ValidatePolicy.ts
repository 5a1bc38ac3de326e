import { isObject } from "../../text/values";
import type { Action } from "../call";
import { AwsError } from "../errors";
import { check } from "../policy-checks/check";
import { grammarChecks } from "../policy-checks/grammar";
import { locate } from "../policy-checks/locate";
import { powerChecks } from "../policy-checks/power";

interface Input {
  readonly policyDocument: string;
  readonly policyType: string;
  readonly validatePolicyResourceType?: string;
  readonly maxResults?: number;
  readonly nextToken?: string;
}

const PAGE_SIZE = 100;

/**
 * IAM Access Analyzer, as a stub: it judges by the rules that `validate` and the review have, not by AWS's own hundred. What it
 * finds has AWS's codes and words where AWS has some for it.
 */
export const ValidatePolicy: Action<Input> = {
  resource: () => ({ arn: "*" }),
  run(
    { account: { accountId } },
    { policyDocument, policyType, validatePolicyResourceType: of, maxResults, nextToken },
  ) {
    const identity = policyType === "IDENTITY_POLICY";
    if (identity && of !== undefined)
      throw invalid("validatePolicyResourceType can only be specified for the policy type RESOURCE_POLICY.");
    if (!identity && of !== "AWS::IAM::AssumeRolePolicyDocument")
      throw invalid("The sandbox validates identity policies and trust policies of roles.");
    const document = parsed(policyDocument);
    const checks = isObject(document)
      ? [
          ...grammarChecks(document, identity ? "identity" : "trust"),
          ...(identity ? powerChecks(document, accountId) : []),
        ]
      : [check("JSON_SYNTAX_ERROR", [])];
    const from = startOf(nextToken);
    const to = from + (maxResults ?? PAGE_SIZE);
    const findings = locate(checks.slice(from, to), policyDocument, document);
    return { findings, nextToken: to < checks.length ? Buffer.from(`at ${to}`).toString("base64url") : undefined };
  },
};

function startOf(token: string | undefined): number {
  if (token === undefined) return 0;
  const [, from] = /^at (\d{1,9})$/.exec(Buffer.from(token, "base64url").toString("latin1")) ?? [];
  if (from === undefined) throw invalid("The specified next token is invalid.");
  return Number(from);
}

function invalid(text: string): AwsError {
  return new AwsError(400, "ValidationException", text);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
