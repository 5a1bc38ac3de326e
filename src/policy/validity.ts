import { foreignCharacter } from "./characters";
import { type Condition, type Policy, readPolicy, type Statement } from "./document";
import { matches } from "./matches";
import { readOperator } from "./operators";
import { legacyParsing, resourceRefusal } from "./resource-refusals";

/** Why AWS refuses a policy document. */
export interface Refusal {
  readonly rule: RefusalRule;
  /** AWS's words, as recorded. */
  readonly words: string;
  /** Position of the statement. @default - the refusal is not about a statement */
  readonly place?: number;
  /** Keys below the statement, or below the document, that lead to what is refused: `Condition`, `Bool`, `aws:Via`. */
  readonly below?: readonly string[];
  /** Which of the texts at that place is refused, where there is a list of them. @default - not one of several */
  readonly item?: number;
  /** What is wrong, where AWS's own words do not say it. */
  readonly detail?: string;
}

/** What a refusal is about; AWS has the same words for several of them. */
export type RefusalRule =
  | "characters"
  | "grammar"
  | "operator"
  | "version"
  | "effect"
  | "date"
  | "sid"
  | "no actions"
  | "action"
  | "no resources"
  | "resource"
  | "principal";

/** How a policy is held: IAM demands the newer version of the language of managed ones alone. */
export type HeldAs = "managed" | "inline";

type Refusals = Generator<Refusal, void, undefined>;
type Where = Pick<Refusal, "below" | "item" | "detail">;

const syntax = "Syntax errors in policy.";

const refusal = (
  rule: RefusalRule,
  words: string,
  statement?: Pick<Statement, "place">,
  where: Where = {},
): Refusal => ({ rule, words, ...(statement === undefined ? {} : { place: statement.place }), ...where });

const actionsOf = ({ actions, notActions }: Statement): readonly string[] => actions ?? notActions ?? [];
const resourcesOf = ({ resources, notResources }: Statement): readonly string[] => resources ?? notResources ?? [];

/**
 * What AWS says of the policy of a user, a group or a role, and of a managed one; undefined where it accepts it. In the
 * order in which AWS finds fault: the words are recorded, the rules behind them are those of 78 recorded refusals (moto,
 * `TestPolicyDocumentValidity`). These are of CreatePolicy. That an inline policy may lack the Version, or have the older
 * one, is said by the IAM User Guide ("Version": the default is 2008-10-17), by the console ("A managed policy must have a
 * version string") and by AWS's own CloudFormation samples, whose inline policies have none.
 * @param document as it is sent, or as `readPolicy` takes it
 */
export function identityPolicyRefusal(document: unknown, heldAs: HeldAs): Refusal | undefined {
  return first(refusalsOfIdentity(document, heldAs));
}

/** Everything that AWS would find fault with, one after the other: it says the first only. */
export function identityPolicyRefusals(document: unknown, heldAs: HeldAs): Refusal[] {
  return each(refusalsOfIdentity(document, heldAs));
}

/** The same of the trust policy of a role. */
export function trustPolicyRefusals(document: unknown): Refusal[] {
  return each(refusalsOfTrust(document));
}

/** Each once, whatever else finds it too. */
function each(refusals: Refusals): Refusal[] {
  const told = new Map<string, Refusal>();
  for (const one of refusals) {
    const key = JSON.stringify([one.rule, one.place, one.below, one.item]);
    if (!told.has(key)) told.set(key, one);
  }
  return [...told.values()];
}

function* refusalsOfIdentity(document: unknown, heldAs: HeldAs): Refusals {
  const foreign = foreignCharacter(document);
  if (foreign !== undefined) yield { rule: "characters", ...foreign };
  const policy = readPolicy(document);
  if (policy === undefined) yield refusal("grammar", syntax);
  else yield* identityRefusals(policy, heldAs);
}

/** What AWS says of the trust policy of a role; undefined where it accepts it. */
export function trustPolicyRefusal(document: unknown): Refusal | undefined {
  return first(refusalsOfTrust(document));
}

function* refusalsOfTrust(document: unknown): Refusals {
  const policy = readPolicy(document);
  if (policy === undefined) yield refusal("grammar", "This policy contains invalid Json");
  else yield* trustRefusals(policy);
}

/**
 * What S3 says of the policy of a bucket; undefined where it accepts it. S3's own words, as far as people quote them; what
 * IAM and S3 both look at is IAM's.
 * @param arn of the bucket: a policy may speak of it and of what is in it
 */
export function bucketPolicyRefusal(document: unknown, arn: string): Refusal | undefined {
  const policy = readPolicy(document);
  if (policy === undefined) return refusal("grammar", "Policies must be valid JSON and the first byte must be '{'");
  return first(bucketRefusals(policy, arn));
}

function first(refusals: Refusals): Refusal | undefined {
  return refusals.next().value ?? undefined;
}

function* identityRefusals(policy: Policy, heldAs: HeldAs): Refusals {
  const { version, statements } = policy;
  yield* syntaxRefusals(policy);
  if (heldAs === "managed" && version !== "2012-10-17")
    yield refusal("version", "Policy document must be version 2012-10-17 or greater.", undefined, {
      below: ["Version"],
    });
  yield* legacyRefusals(policy);
  const resources = [...resourceRefusals(statements)];
  // The older parser stops at the first resource that is wrong for whatever reason.
  if (resources[0]?.words === legacyParsing) yield resources[0];
  yield* sidRefusals(statements);
  yield* missingActions(statements);
  yield* resources;
  for (const statement of statements) {
    if (resourcesOf(statement).length === 0)
      yield refusal("no resources", "Policy statement must contain resources.", statement);
    if (statement.principals !== undefined || statement.notPrincipals !== undefined)
      yield refusal("principal", "Policy document should not specify a principal.", statement, {
        below: [statement.principals === undefined ? "NotPrincipal" : "Principal"],
      });
  }
  for (const statement of statements)
    for (const [item, action] of actionsOf(statement).entries()) yield* actionRefusal(action, item, statement);
}

function* resourceRefusals(statements: readonly Statement[]): Refusals {
  for (const statement of statements) {
    for (const [item, resource] of resourcesOf(statement).entries()) {
      const words = resourceRefusal(resource);
      const below = [statement.resources === undefined ? "NotResource" : "Resource"];
      const detail = words === legacyParsing ? { detail: `${resource} is not a whole ARN` } : {};
      if (words !== undefined) yield refusal("resource", words, statement, { below, item, ...detail });
    }
  }
}

function* trustRefusals(policy: Policy): Refusals {
  const { statements } = policy;
  yield* syntaxRefusals(policy);
  for (const statement of statements) {
    yield* legacyRefusals(policy, statement);
    if (statement.resources !== undefined) yield refusal("resource", "Has prohibited field Resource", statement);
    if (statement.notResources !== undefined) yield refusal("resource", "Has prohibited field NotResource", statement);
    yield* principalRefusals(policy, statement);
  }
  yield* sidRefusals(statements);
  yield* missingActions(statements);
  for (const statement of statements) {
    for (const [item, action] of actionsOf(statement).entries()) {
      yield* actionRefusal(action, item, statement);
      if (!/^(\*|sts:(\*|assumerole\w*\*?|tagsession|setsourceidentity|setcontext))$/i.test(action))
        yield refusal("action", "AssumeRole policy may only specify STS AssumeRole actions.", statement);
    }
  }
}

function* bucketRefusals(policy: Policy, arn: string): Refusals {
  const { statements } = policy;
  yield* syntaxRefusals(policy);
  for (const statement of statements) {
    yield* principalRefusals(policy, statement);
    const resources = resourcesOf(statement);
    if (resources.length === 0) yield refusal("no resources", "Missing required field Resource", statement);
    for (const resource of resources)
      if (!resource.startsWith(`${arn}/`) && !matches(resource, arn))
        yield refusal("resource", "Policy has invalid resource", statement);
  }
  yield* missingActions(statements);
}

function* syntaxRefusals({ statements, faults }: Policy): Refusals {
  for (const { kind, place, element, message } of faults)
    if (kind === "syntax")
      yield refusal("grammar", syntax, place === undefined ? undefined : { place }, {
        below: [element],
        detail: message,
      });
  for (const statement of statements)
    for (const { operator } of statement.conditions)
      if (readOperator(operator) === undefined)
        yield refusal("operator", syntax, statement, {
          below: ["Condition", operator],
          detail: `${operator} is not a condition operator`,
        });
}

const date =
  /^(-?\d{1,9}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(t\d{2}(:\d{2}(:\d{2}(\.\d{1,9})?)?)?(z|[+-]\d{2}(:?\d{2})?)?)?)?)?|\d{1,19})$/i;

/** @param only this statement. @default - all */
function* legacyRefusals({ statements, faults }: Policy, only?: Statement): Refusals {
  const byPlace = new Map(faults.filter(({ kind }) => kind === "case").map((fault) => [fault.place, fault]));
  for (const statement of only === undefined ? statements : [only]) {
    const miswritten = byPlace.get(statement.place);
    if (miswritten !== undefined)
      yield refusal("effect", legacyParsing, statement, { below: [miswritten.element], detail: miswritten.message });
    for (const { operator, key, values } of statement.conditions.filter(isAboutDate))
      for (const [item, value] of values.entries())
        if (!date.test(value))
          yield refusal("date", legacyParsing, statement, {
            below: ["Condition", operator, key],
            item,
            detail: `${value} is not a date`,
          });
  }
}

const isAboutDate = ({ operator }: Condition): boolean => /^(For\w+:)?Date/.test(operator);

/** Of IAM's own policies, trust policies too: those of buckets and of KMS keys may have blanks in their Sids. */
function* sidRefusals(statements: readonly Statement[]): Refusals {
  for (const statement of statements)
    if (/[^0-9A-Za-z]/.test(statement.sid ?? ""))
      yield refusal(
        "sid",
        "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*",
        statement,
        { below: ["Sid"] },
      );
  const seen = new Set<string>();
  for (const statement of statements) {
    const { sid = "" } = statement;
    if (seen.has(sid))
      yield refusal("sid", "Statement IDs (SID) in a single policy must be unique.", statement, { below: ["Sid"] });
    if (sid !== "") seen.add(sid);
  }
}

function* missingActions(statements: readonly Statement[]): Refusals {
  for (const statement of statements)
    if (actionsOf(statement).length === 0)
      yield refusal("no actions", "Policy statement must contain actions.", statement);
}

function* principalRefusals({ faults }: Policy, statement: Statement): Refusals {
  if (statement.principals === undefined && statement.notPrincipals === undefined)
    yield refusal("principal", "Missing required field Principal", statement);
  if (faults.some(({ kind, place }) => kind === "principal" && place === statement.place))
    yield refusal("principal", "Invalid principal in policy", statement);
}

function* actionRefusal(action: string, item: number, statement: Statement): Refusals {
  const words = actionWords(action);
  const below = [statement.actions === undefined ? "NotAction" : "Action"];
  if (words !== undefined) yield refusal("action", words, statement, { below, item });
}

function actionWords(action: string): string | undefined {
  const parts = action.split(":");
  const vendor = parts[0] ?? "";
  if (parts.length === 1 && vendor !== "*")
    return "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
  if (parts.length > 2) return "Actions/Condition can contain only one colon.";
  return vendor !== "*" && /[^a-zA-Z0-9\-.]/.test(vendor) ? `Vendor ${vendor} is not valid` : undefined;
}
