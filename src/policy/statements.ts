import { type JudgedCondition, judgeCondition } from "./conditions";
import type { Context } from "./context";
import type { Policy, Statement } from "./document";
import { matches, matchesAction } from "./matches";
import { type Coverage, coverage, type Who } from "./principals";
import { expand } from "./variables";
import { all, any, not, type Verdict } from "./verdict";

/** What is asked of policies. */
export interface Request {
  /** With its service: `iam:CreateUser`. */
  readonly action: string;
  /** @default - none: a trust policy is about the role that it is on */
  readonly resource?: string;
  readonly context: Context;
}

/** A statement that is about a request. */
export interface JudgedStatement {
  readonly statement: Statement;
  /** How a policy on a thing covers who asks. @default - the policy is of who asks */
  readonly coverage?: Coverage;
  readonly verdict: Verdict;
  readonly conditions: readonly JudgedCondition[];
}

/** A statement that names no actions covers none. */
export function coversAction({ actions, notActions }: Statement, action: string): boolean {
  if (actions === undefined && notActions === undefined) return false;
  const listed = (list: readonly string[]) => list.some((pattern) => matchesAction(pattern, action));
  return (actions === undefined || listed(actions)) && !(notActions !== undefined && listed(notActions));
}

/** A statement that names no resources covers all: a policy on a thing may leave out what it is about. */
function coversResource(
  { resources, notResources }: Statement,
  version: string | undefined,
  request: Request,
): Verdict {
  const { resource, context } = request;
  const listed = (list: readonly string[]): Verdict =>
    any(
      list.map((text) => {
        const wanted = expand(text, version, context);
        if (wanted.kind === "not known") return "not known";
        return wanted.kind === "pattern" && matches(wanted.pattern, resource ?? "") ? "holds" : "fails";
      }),
    );
  if (resource === undefined) return "holds";
  return all([
    resources === undefined ? "holds" : listed(resources),
    notResources === undefined ? "holds" : not(listed(notResources)),
  ]);
}

/**
 * How a statement covers who asks. `NotPrincipal` exempts those alone whom it names: the account exempts its root user, and
 * no more (IAM User Guide, "NotPrincipal").
 */
function coverageOf({ principals = [], notPrincipals }: Statement, who: Who): Coverage | undefined {
  const found = (notPrincipals ?? principals).map((principal) => coverage(principal, who));
  const named = found.find((one) => one === "name") ?? found.find((one) => one === "role");
  if (notPrincipals !== undefined) return named === undefined ? "account" : undefined;
  return named ?? found.find((one) => one === "account");
}

/**
 * The statements of a policy that are about a request, each with what becomes of its conditions.
 * @param who asks, for a policy on a thing; without it a policy is of who asks
 */
export function statementsAbout({ statements, version }: Policy, request: Request, who?: Who): JudgedStatement[] {
  const about: JudgedStatement[] = [];
  for (const statement of statements) {
    if (!coversAction(statement, request.action)) continue;
    const covered = who && coverageOf(statement, who);
    if (who !== undefined && covered === undefined) continue;
    const onResource = coversResource(statement, version, request);
    if (onResource === "fails") continue;
    const conditions = statement.conditions.map((each) => judgeCondition(each, version, request.context));
    const verdict = all([onResource, ...conditions.map((each) => each.verdict)]);
    about.push({ statement, verdict, conditions, ...(covered === undefined ? {} : { coverage: covered }) });
  }
  return about;
}
