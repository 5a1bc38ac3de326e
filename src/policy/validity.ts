import { type Policy, readPolicy, type Statement } from "./document";
import { matches } from "./matches";
import { readOperator } from "./operators";
import { legacyParsing, resourceRefusal } from "./resource-refusals";

/** Why AWS refuses a policy document. */
export interface Refusal {
  /** AWS's words, as recorded. */
  readonly words: string;
  /** Position of the statement. @default - the refusal is not about a statement */
  readonly place?: number;
}

type Refusals = Generator<Refusal, void, undefined>;

const syntax = "Syntax errors in policy.";

const refusal = (words: string, statement?: Pick<Statement, "place">): Refusal =>
  statement === undefined ? { words } : { words, place: statement.place };

const actionsOf = ({ actions, notActions }: Statement): readonly string[] => actions ?? notActions ?? [];
const resourcesOf = ({ resources, notResources }: Statement): readonly string[] => resources ?? notResources ?? [];

/**
 * What AWS says of the policy of a user, a group or a role, and of a managed one; undefined where it accepts it. In the
 * order in which AWS finds fault: the words are recorded, the rules behind them are those of 78 recorded refusals (moto,
 * `TestPolicyDocumentValidity`).
 * @param document as it is sent, or as `readPolicy` takes it
 */
export function identityPolicyRefusal(document: unknown): Refusal | undefined {
  const policy = readPolicy(document);
  return policy === undefined ? refusal(syntax) : first(identityRefusals(policy));
}

/** What AWS says of the trust policy of a role; undefined where it accepts it. */
export function trustPolicyRefusal(document: unknown): Refusal | undefined {
  const policy = readPolicy(document);
  return policy === undefined ? refusal("This policy contains invalid Json") : first(trustRefusals(policy));
}

/**
 * What S3 says of the policy of a bucket; undefined where it accepts it. S3's own words, as far as people quote them; what
 * IAM and S3 both look at is IAM's.
 * @param arn of the bucket: a policy may speak of it and of what is in it
 */
export function bucketPolicyRefusal(document: unknown, arn: string): Refusal | undefined {
  const policy = readPolicy(document);
  if (policy === undefined) return refusal("Policies must be valid JSON and the first byte must be '{'");
  return first(bucketRefusals(policy, arn));
}

function first(refusals: Refusals): Refusal | undefined {
  return refusals.next().value ?? undefined;
}

function* identityRefusals(policy: Policy): Refusals {
  const { version, statements } = policy;
  yield* syntaxRefusals(policy);
  if (version !== "2012-10-17") yield refusal("Policy document must be version 2012-10-17 or greater.");
  yield* legacyRefusals(policy);
  const resources = statements.flatMap((statement) =>
    resourcesOf(statement).flatMap((resource) => {
      const words = resourceRefusal(resource);
      return words === undefined ? [] : [refusal(words, statement)];
    }),
  );
  // The older parser stops at the first resource that is wrong for whatever reason.
  if (resources[0]?.words === legacyParsing) yield resources[0];
  yield* sidRefusals(statements);
  yield* missingActions(statements);
  yield* resources;
  for (const statement of statements) {
    if (resourcesOf(statement).length === 0) yield refusal("Policy statement must contain resources.", statement);
    if (statement.principals !== undefined || statement.notPrincipals !== undefined)
      yield refusal("Policy document should not specify a principal.", statement);
  }
  for (const statement of statements) yield* actionRefusals(statement);
}

function* trustRefusals(policy: Policy): Refusals {
  const { statements } = policy;
  yield* syntaxRefusals(policy);
  for (const statement of statements) {
    yield* legacyRefusals(policy, statement);
    if (statement.resources !== undefined) yield refusal("Has prohibited field Resource", statement);
    if (statement.notResources !== undefined) yield refusal("Has prohibited field NotResource", statement);
    yield* principalRefusals(policy, statement);
  }
  yield* sidRefusals(statements);
  yield* missingActions(statements);
  for (const statement of statements) {
    for (const action of actionsOf(statement)) {
      yield* actionRefusal(action, statement);
      if (!/^(\*|sts:(\*|assumerole\w*\*?|tagsession|setsourceidentity|setcontext))$/i.test(action))
        yield refusal("AssumeRole policy may only specify STS AssumeRole actions.", statement);
    }
  }
}

function* bucketRefusals(policy: Policy, arn: string): Refusals {
  const { statements } = policy;
  yield* syntaxRefusals(policy);
  for (const statement of statements) {
    yield* principalRefusals(policy, statement);
    const resources = resourcesOf(statement);
    if (resources.length === 0) yield refusal("Missing required field Resource", statement);
    for (const resource of resources)
      if (!resource.startsWith(`${arn}/`) && !matches(resource, arn))
        yield refusal("Policy has invalid resource", statement);
  }
  yield* missingActions(statements);
}

function* syntaxRefusals({ statements, faults }: Policy): Refusals {
  for (const { kind, place } of faults)
    if (kind === "syntax") yield refusal(syntax, place === undefined ? undefined : { place });
  for (const statement of statements)
    for (const { operator } of statement.conditions)
      if (readOperator(operator) === undefined) yield refusal(syntax, statement);
}

const date =
  /^(-?\d{1,9}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(t\d{2}(:\d{2}(:\d{2}(\.\d{1,9})?)?)?(z|[+-]\d{2}(:?\d{2})?)?)?)?)?|\d{1,19})$/i;

/** @param only this statement. @default - all */
function* legacyRefusals({ statements, faults }: Policy, only?: Statement): Refusals {
  for (const statement of only === undefined ? statements : [only]) {
    const isMiswritten = faults.some(({ kind, place }) => kind === "case" && place === statement.place);
    const dates = statement.conditions.filter(({ operator }) => /^(For\w+:)?Date/.test(operator));
    const isWrongDate = dates.some(({ values }) => !values.every((value) => date.test(value)));
    if (isMiswritten || isWrongDate) yield refusal(legacyParsing, statement);
  }
}

/** Of IAM's own policies, trust policies too: those of buckets and of KMS keys may have blanks in their Sids. */
function* sidRefusals(statements: readonly Statement[]): Refusals {
  for (const statement of statements)
    if (/[^0-9A-Za-z]/.test(statement.sid ?? ""))
      yield refusal(
        "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*",
        statement,
      );
  const seen = new Set<string>();
  for (const statement of statements) {
    const { sid = "" } = statement;
    if (seen.has(sid)) yield refusal("Statement IDs (SID) in a single policy must be unique.", statement);
    if (sid !== "") seen.add(sid);
  }
}

function* missingActions(statements: readonly Statement[]): Refusals {
  for (const statement of statements)
    if (actionsOf(statement).length === 0) yield refusal("Policy statement must contain actions.", statement);
}

function* principalRefusals({ faults }: Policy, statement: Statement): Refusals {
  if (statement.principals === undefined && statement.notPrincipals === undefined)
    yield refusal("Missing required field Principal", statement);
  if (faults.some(({ kind, place }) => kind === "principal" && place === statement.place))
    yield refusal("Invalid principal in policy", statement);
}

function* actionRefusals(statement: Statement): Refusals {
  for (const action of actionsOf(statement)) yield* actionRefusal(action, statement);
}

function* actionRefusal(action: string, statement: Statement): Refusals {
  const parts = action.split(":");
  const vendor = parts[0] ?? "";
  if (parts.length === 1 && vendor !== "*")
    yield refusal("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.", statement);
  if (parts.length > 2) yield refusal("Actions/Condition can contain only one colon.", statement);
  if (vendor !== "*" && /[^a-zA-Z0-9\-.]/.test(vendor)) yield refusal(`Vendor ${vendor} is not valid`, statement);
}
