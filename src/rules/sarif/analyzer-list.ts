import { isObject, textIn } from "../../text/values";
import type { SarifLevel, SarifLog, SarifResult } from "./result";
import { UnreadableSarif } from "./unreadable";

/*
 * Access Analyzer writes no SARIF. What `aws accessanalyzer list-findings-v2` prints, or list-findings, is read as if it did.
 */

const tool = "IAM Access Analyzer";

interface Kind {
  readonly level: SarifLevel;
  readonly message: string;
}

const kinds: Readonly<Record<string, Kind>> = {
  ExternalAccess: { level: "warning", message: "somebody outside of the zone of trust has access" },
  InternalAccess: { level: "note", message: "somebody inside of the zone of trust has access" },
  UnusedIAMRole: { level: "warning", message: "the role is not used" },
  UnusedIAMUserAccessKey: { level: "warning", message: "an access key is not used" },
  UnusedIAMUserPassword: { level: "warning", message: "the password is not used" },
  UnusedPermission: { level: "warning", message: "some permissions are not used" },
};

/** Whether a document is such a list, and not SARIF. */
export function isAnalyzerList(document: Readonly<Record<string, unknown>>): boolean {
  return document.version === undefined && document.runs === undefined && Array.isArray(document.findings);
}

/** @throws UnreadableSarif */
export function readAnalyzerList({ findings, nextToken, NextToken }: Readonly<Record<string, unknown>>): SarifLog {
  const list = Array.isArray(findings) ? findings : [];
  const more = nextToken ?? NextToken;
  return {
    results: list.flatMap((finding: unknown, index) => resultOf(finding, `findings[${index}]`)),
    gaps: more === undefined || more === null ? [] : ["has the first page of the findings only: there is a nextToken"],
  };
}

function resultOf(finding: unknown, at: string): SarifResult[] {
  const resource = isObject(finding) ? textIn(finding.resource) : undefined;
  const status = isObject(finding) ? finding.status : undefined;
  if (!isObject(finding) || (status !== "ACTIVE" && status !== "ARCHIVED" && status !== "RESOLVED"))
    throw new UnreadableSarif(
      `is not a list of findings of ${tool}: ${at}.status must be ACTIVE, ARCHIVED or RESOLVED`,
    );
  if (status === "RESOLVED") return [];
  // Those of list-findings are of external access, and have no type.
  const rule = (textIn(finding.findingType) ?? "ExternalAccess").slice(0, 100);
  const kind = Object.hasOwn(kinds, rule) ? kinds[rule] : undefined;
  const { level, message } = kind ?? { level: "warning" as const, message: "it says no more" };
  const failed = textIn(finding.error);
  return [
    {
      ...{ tool, rule, level: finding.isPublic === true ? "error" : level },
      message: failed === undefined ? message : `it could not be analyzed (${failed.slice(0, 100)})`,
      names: resource === undefined ? [] : [resource],
      places: [],
      ...(status === "ARCHIVED" ? { suppressed: "the finding is archived" } : {}),
    },
  ];
}
