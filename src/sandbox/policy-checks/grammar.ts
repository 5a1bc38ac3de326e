import { statementPath } from "../../policy/statement-path";
import { identityPolicyRefusals, type Refusal, trustPolicyRefusals } from "../../policy/validity";
import { type Check, check, ownCheck } from "./check";

/** What a policy is for, as far as Access Analyzer can be told. */
export type PolicyUse = "identity" | "trust";

/** What AWS would refuse in the middle of an apply, as errors: the rules are those of policy-accepted. */
export function grammarChecks(document: Readonly<Record<string, unknown>>, use: PolicyUse): Check[] {
  const refusals = use === "trust" ? trustPolicyRefusals(document) : identityPolicyRefusals(document, "inline");
  const missing = document.Statement === undefined ? [check("MISSING_STATEMENT", [])] : [];
  const version = document.Version === undefined ? [check("MISSING_VERSION", [])] : [];
  return [
    ...missing,
    ...refusals.flatMap((refusal) => (isTold(refusal, document) ? [] : [checkOf(refusal, document, use)])),
    ...version,
  ];
}

/** Without a statement nothing else is missing. */
function isTold({ place }: Refusal, { Statement }: Readonly<Record<string, unknown>>): boolean {
  return Statement === undefined && place !== undefined;
}

function checkOf(refusal: Refusal, document: object, use: PolicyUse): Check {
  const { rule, words, detail = "", below = [] } = refusal;
  const path = pathOf(refusal, document);
  const found = valueAt(document, path);
  const value = typeof found === "string" ? found : (below.at(-1) ?? "");
  switch (rule) {
    case "grammar": {
      const element = below.at(-1) ?? "";
      const code = grammarCode(element, detail, found);
      return check(code, path, code === "INVALID_EFFECT" ? value : element);
    }
    case "operator":
      return check("INVALID_CONDITION_OPERATOR", path, below.at(-1));
    case "effect":
      return check("INVALID_EFFECT", path, value);
    case "sid":
      return check(/unique/.test(words) ? "UNIQUE_SIDS_REQUIRED" : "UNSUPPORTED_SID", path);
    case "no actions":
      return check("MISSING_ACTION", path);
    case "no resources":
      return check("MISSING_RESOURCE", path);
    case "action":
      if (use === "trust" && /may only specify/.test(words)) return check("UNSUPPORTED_ACTION_IN_POLICY", path, value);
      return check(/^Vendor/.test(words) ? "INVALID_SERVICE_IN_ACTION" : "INVALID_ACTION", path, value);
    case "resource":
      return use === "trust" ? check("INVALID_POLICY_ELEMENT", path, "Resource") : check(arnCode(words, value), path);
    case "principal":
      return check(principalCode(words), path);
    default:
      return ownCheck("ERROR", rule, detail === "" ? words : `${words} (${detail})`, path);
  }
}

function grammarCode(element: string, detail: string, found: unknown) {
  if (/exclude each other/.test(detail)) return "UNSUPPORTED_ELEMENT_COMBINATION" as const;
  if (/is not an element/.test(detail)) return "INVALID_POLICY_ELEMENT" as const;
  if (element === "Version") return "INVALID_VERSION" as const;
  if (element === "Statement") return /needs a statement/.test(detail) ? "MISSING_STATEMENT" : "DATA_TYPE_MISMATCH";
  if (element === "Effect") return found === undefined ? "MISSING_EFFECT" : "INVALID_EFFECT";
  return "DATA_TYPE_MISMATCH" as const;
}

function arnCode(words: string, resource: string) {
  if (/must be in ARN format/.test(words)) return "INVALID_ARN_PREFIX" as const;
  if (/^Partition/.test(words)) return "INVALID_PARTITION" as const;
  if (resource.split(":").length < 6) return "MISSING_ARN_FIELD" as const;
  return /region information/.test(words) ? ("ARN_REGION_NOT_ALLOWED" as const) : ("INVALID_ARN_RESOURCE" as const);
}

function principalCode(words: string) {
  if (/should not specify/.test(words)) return "UNSUPPORTED_PRINCIPAL" as const;
  return /^Missing/.test(words) ? ("MISSING_PRINCIPAL" as const) : ("INVALID_PRINCIPAL_FORMAT" as const);
}

function pathOf({ place, below = [], item }: Refusal, document: object): (string | number)[] {
  const path = [...(place === undefined ? [] : statementPath(document, place)), ...below];
  return item !== undefined && Array.isArray(valueAt(document, path)) ? [...path, item] : path;
}

export function valueAt(document: unknown, path: readonly (string | number)[]): unknown {
  let at = document;
  for (const step of path)
    at = typeof at === "object" && at !== null ? (at as Record<string, unknown>)[step] : undefined;
  return at;
}
