import { malformedPolicyDocument, quotaExceeded } from "./errors";
import { readOperator } from "./policy-conditions";
import { checkResource } from "./policy-resources";
import { textMatches } from "./wildcards";

type Json = { readonly [key: string]: unknown };

const TOP_KEYS = new Set(["Version", "Id", "Statement"]);
const STATEMENT_KEYS = new Set([
  ...["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource"],
  ...["Principal", "NotPrincipal", "Condition"],
]);
const SYNTAX = "Syntax errors in policy.";
const LEGACY = "The policy failed legacy parsing";

/** Documents come back percent-encoded by RFC 3986, stars and parentheses too. */
export function encodeDocument(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The size that counts for quotas: white space is not counted (IAM User Guide, "IAM and AWS STS quotas"). */
export function sizeOf(text: string): number {
  return Buffer.byteLength(text.replace(/\s/g, ""), "utf8");
}

function need(condition: boolean, words: string): asserts condition {
  if (!condition) throw malformedPolicyDocument(words);
}

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isTexts = (value: unknown): boolean =>
  typeof value === "string" || (Array.isArray(value) && value.every((item) => typeof item === "string"));
const textsOf = (value: unknown): string[] =>
  typeof value === "string" ? [value] : ((value as string[] | undefined) ?? []);

function checkCondition(condition: unknown): void {
  if (condition === undefined) return;
  need(isObject(condition), SYNTAX);
  for (const [operator, keys] of Object.entries(condition)) {
    need(isObject(keys), SYNTAX);
    const values = Object.values(keys);
    for (const value of values)
      need(["boolean", "string", "number"].includes(typeof value) || Array.isArray(value), SYNTAX);
    need(values.length === 0 || readOperator(operator) !== undefined || operator === "BinaryEquals", SYNTAX);
  }
}

function readStatement(value: unknown): Json {
  need(isObject(value), SYNTAX);
  for (const key of Object.keys(value)) need(STATEMENT_KEYS.has(key), SYNTAX);
  need(!("Action" in value && "NotAction" in value) && !("Resource" in value && "NotResource" in value), SYNTAX);
  need(typeof value.Effect === "string" && /^(allow|deny)$/i.test(value.Effect), SYNTAX);
  for (const key of ["Action", "NotAction", "Resource", "NotResource"])
    if (key in value) need(isTexts(value[key]), SYNTAX);
  need(value.Sid === undefined || typeof value.Sid === "string", SYNTAX);
  checkCondition(value.Condition);
  return value;
}

interface ReadPolicy {
  readonly version: unknown;
  readonly statements: readonly Json[];
}

function readPolicy(text: string, invalidJson: string): ReadPolicy {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw malformedPolicyDocument(invalidJson);
  }
  need(isObject(json), invalidJson);
  for (const key of Object.keys(json)) need(TOP_KEYS.has(key), SYNTAX);
  need(json.Version === undefined || json.Version === "2008-10-17" || json.Version === "2012-10-17", SYNTAX);
  need(json.Id === undefined || typeof json.Id === "string", SYNTAX);
  const statements = (Array.isArray(json.Statement) ? json.Statement : [json.Statement]).map(readStatement);
  need(statements.length > 0, SYNTAX);
  return { version: json.Version, statements };
}

const DATE =
  /^(-?\d{1,9}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(t\d{2}(:\d{2}(:\d{2}(\.\d{1,9})?)?)?(z|[+-]\d{2}(:?\d{2})?)?)?)?)?|\d{1,19})$/i;

function checkLegacy(statement: Json): void {
  need(statement.Effect === "Allow" || statement.Effect === "Deny", LEGACY);
  for (const [operator, keys] of Object.entries((statement.Condition as Json | undefined) ?? {})) {
    if (!operator.replace(/^For\w+:/, "").startsWith("Date")) continue;
    for (const value of Object.values(keys as Json)) for (const text of textsOf(value)) need(DATE.test(text), LEGACY);
  }
}

function checkAction(action: string): void {
  const parts = action.split(":");
  const vendor = parts[0] ?? "";
  need(
    parts.length > 1 || vendor === "*",
    "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
  );
  need(parts.length <= 2, "Actions/Condition can contain only one colon.");
  need(vendor === "*" || !/[^a-zA-Z0-9\-.]/.test(vendor), `Vendor ${vendor} is not valid`);
}

function checkSids(statements: readonly Json[]): void {
  const sids = statements.map((statement) => statement.Sid).filter((sid) => sid !== undefined && sid !== "");
  need(new Set(sids).size === sids.length, "Statement IDs (SID) in a single policy must be unique.");
}

function checkActions(statements: readonly Json[]): void {
  for (const { Action, NotAction } of statements) {
    need(textsOf(Action ?? NotAction).length > 0, "Policy statement must contain actions.");
  }
}

/**
 * Judges the document of an identity policy in the order in which AWS finds fault with it.
 * The words are recorded; the rules behind them are those of 78 recorded refusals (`TestPolicyDocumentValidity`).
 */
export function checkIdentityPolicy(text: string): void {
  const { version, statements } = readPolicy(text, SYNTAX);
  need(version === "2012-10-17", "Policy document must be version 2012-10-17 or greater.");
  for (const statement of statements) checkLegacy(statement);
  const resources = statements.flatMap((statement) => textsOf(statement.Resource ?? statement.NotResource));
  const resourceFault = resources.map(checkResource).find((fault) => fault !== undefined);
  need(resourceFault !== LEGACY, LEGACY);
  checkSids(statements);
  checkActions(statements);
  need(resourceFault === undefined, resourceFault ?? "");
  for (const statement of statements) {
    need(textsOf(statement.Resource ?? statement.NotResource).length > 0, "Policy statement must contain resources.");
    need(!("Principal" in statement || "NotPrincipal" in statement), "Policy document should not specify a principal.");
  }
  for (const { Action, NotAction } of statements)
    for (const action of textsOf(Action ?? NotAction)) checkAction(action);
}

function checkPrincipal(statement: Json): void {
  need("Principal" in statement || "NotPrincipal" in statement, "Missing required field Principal");
  const principal = statement.Principal ?? statement.NotPrincipal;
  const named = isObject(principal) && Object.values(principal).every(isTexts);
  need(principal === "*" || named, "Invalid principal in policy");
}

/** Judges a role's trust policy. */
export function checkTrustPolicy(text: string): void {
  const { statements } = readPolicy(text, "This policy contains invalid Json");
  for (const statement of statements) {
    checkLegacy(statement);
    need(!("Resource" in statement), "Has prohibited field Resource");
    need(!("NotResource" in statement), "Has prohibited field NotResource");
    checkPrincipal(statement);
  }
  checkSids(statements);
  checkActions(statements);
  for (const { Action, NotAction } of statements) {
    for (const action of textsOf(Action ?? NotAction)) {
      checkAction(action);
      const allowed = /^(\*|sts:(\*|assumerole\w*\*?|tagsession|setsourceidentity|setcontext))$/i.test(action);
      need(allowed, "AssumeRole policy may only specify STS AssumeRole actions.");
    }
  }
}

const BUCKET_POLICY_BYTES = 20 * 1024;

/**
 * Judges the policy of a bucket. S3's own words, as far as people quote them; what IAM and S3 both look at is IAM's.
 * @param arn of the bucket: a policy may speak of it and of what is in it
 */
export function checkBucketPolicy(text: string, arn: string): void {
  const { statements } = readPolicy(text, "Policies must be valid JSON and the first byte must be '{'");
  for (const statement of statements) {
    checkPrincipal(statement);
    const resources = textsOf(statement.Resource ?? statement.NotResource);
    need(resources.length > 0, "Missing required field Resource");
    for (const resource of resources) need(isOf(resource, arn), "Policy has invalid resource");
  }
  checkActions(statements);
  need(sizeOf(text) <= BUCKET_POLICY_BYTES, "Normalized policy document exceeds the maximum allowed size of 20480");
}

function isOf(resource: string, arn: string): boolean {
  return resource.startsWith(`${arn}/`) || textMatches(resource, arn);
}

const MANAGED_POLICY_BYTES = 6144;

/** Judges the document of a managed policy, its size included. */
export function checkManagedDocument(text: string): void {
  checkIdentityPolicy(text);
  if (sizeOf(text) > MANAGED_POLICY_BYTES) throw quotaExceeded("PolicySize", MANAGED_POLICY_BYTES);
}
