import { operatorNames } from "../policy/operators";
import { statementPath } from "../policy/statement-path";
import { identityPolicyRefusals, type Refusal, type RefusalRule } from "../policy/validity";
import type { PolicyDocument } from "../roster/roster";
import type { Path } from "../roster/yaml-tree";
import { didYouMean } from "../text/did-you-mean";
import type { Guard, GuardReport } from "./guard";
import { documentsOf, type WrittenDocument } from "./policy-documents";
import { variableWithoutVersion } from "./policy-variables-versioned";

export const policyAccepted: Guard = {
  id: "policy-accepted",
  severity: "error",
  summary: "A policy document is one that AWS accepts.",
  why: "AWS answers MalformedPolicyDocument in the middle of an apply, when a part of the users is already changed.",
  fix: "Correct the document as the message says.",
  check: ({ roster }) => documentsOf(roster).flatMap(refused),
};

function refused(written: WrittenDocument): GuardReport[] {
  const { document, what, heldAs, at } = written;
  return identityPolicyRefusals(document, heldAs)
    .filter((refusal) => !toldElsewhere(refusal, document))
    .map((refusal) => {
      const { words, detail } = refusal;
      const path = pathOf(refusal, document);
      return {
        message: `AWS refuses ${what}: ${words}${detail === undefined ? "" : ` (${detail})`}`,
        fix: fixOf(refusal),
        ...at(...path),
        ...(refusal.rule === "operator" || endsInKey(path, document) ? { on: "key" } : {}),
      };
    });
}

/** The schema, policy-statements-complete and policy-variables-versioned have words of their own for these. */
function toldElsewhere({ rule }: Refusal, document: PolicyDocument): boolean {
  if (rule === "version") return variableWithoutVersion(document) !== undefined;
  return rule === "grammar" || rule === "no actions" || rule === "no resources";
}

function pathOf({ place, below = [], item }: Refusal, document: PolicyDocument): Path {
  const path = [...(place === undefined ? [] : statementPath(document, place)), ...below];
  return item !== undefined && Array.isArray(valueAt(document, path)) ? [...path, item] : path;
}

/** Whether the last step is what is wrong, and not what stands there: its text has the character that AWS refuses. */
function endsInKey(path: Path, document: PolicyDocument): boolean {
  return typeof valueAt(document, path) === "object";
}

function valueAt(document: PolicyDocument, path: Path): unknown {
  let at: unknown = document;
  for (const step of path)
    at = typeof at === "object" && at !== null ? (at as Record<string, unknown>)[step] : undefined;
  return at;
}

const fixes: Readonly<Record<RefusalRule, string>> = {
  characters: "Write it in Latin-1. In patterns ? stands for any one character, and * for any text.",
  grammar: policyAccepted.fix,
  operator: `Write one of ${operatorNames.slice(0, 4).join(", ")} and the others of AWS.`,
  version: 'Write Version: "2012-10-17".',
  effect: "Write Allow or Deny.",
  date: 'Write it as "2027-01-31T23:59:59Z".',
  sid: "Give each statement a Sid of its own, or none.",
  "no actions": "Write exactly one of Action and NotAction.",
  action: "Write it as SERVICE:ACTION, such as s3:GetObject; * stands for all actions.",
  "no resources": "Write exactly one of Resource and NotResource.",
  resource: "Write the ARN, such as arn:aws:s3:::BUCKET/*; * stands for all resources.",
  principal: "Remove it: the policy of a user names no principal.",
};

function fixOf({ rule, below = [] }: Refusal): string {
  const [, operator = ""] = below;
  const meant =
    rule === "operator" ? didYouMean(operator.replace(/^For(Any|All)Values?:/, ""), operatorNames) : undefined;
  return meant === undefined ? fixes[rule] : `Did you mean "${meant}"?`;
}
