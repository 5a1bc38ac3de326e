import { contextOf } from "../policy/context";
import { type Decision, evaluate, type Policies } from "../policy/evaluate";
import { parseArn } from "../terms/arns";
import type { Call } from "./call";
import { listing, paginate } from "./pagination";
import type { Subject } from "./policy-sources";
import { type Cited, missingKeys, prepare, type Simulation, type SimulationInput } from "./simulated";
import { statementPositions } from "./statement-positions";

/**
 * The answer to a simulation: one result an action and resource, in the order of the request. For several resources AWS has
 * one result an action, with the resources' own results in it; here each has its own, and carries the same inside.
 * @param subject whose policies they are. @default - nobody's: the policies come with the request
 */
export function simulate(call: Call, input: SimulationInput, subject?: Subject, source?: string): object {
  const simulation = prepare(call, input, subject, source);
  const resources = input.ResourceArns?.length ? input.ResourceArns : ["*"];
  const all = input.ActionNames.flatMap((action) => resources.map((resource) => ({ action, resource })));
  const placed = all.map((each, index) => ({ ...each, place: String(index).padStart(8, "0") }));
  const page = paginate(call.action, placed, ({ place }) => place, input);
  const missing = missingKeys(simulation);
  return listing("EvaluationResults", page, ({ action, resource }) => {
    const judged = judge(simulation, action, resource);
    const { EvalDecision, ...rest } = judged;
    const head = { EvalActionName: action, EvalResourceName: resource, ...judged };
    if (resource === "*") return { ...head, MissingContextValues: missing };
    const specific = { EvalResourceName: resource, EvalResourceDecision: EvalDecision, ...rest };
    return {
      ...head,
      MissingContextValues: [],
      EvalDecisionDetails: {},
      ResourceSpecificResults: [{ ...specific, MissingContextValues: missing }],
    };
  });
}

function judge(simulation: Simulation, action: string, resource: string) {
  const { identity, boundary, onResource, caller } = simulation;
  const request = { action, resource, context: contextOf(simulation.context) };
  const policiesOf = (cited: readonly Cited[]) => cited.map(({ policy }) => policy);
  const limits: Policies["limits"] =
    boundary === undefined ? [] : [{ kind: "permissions boundary", policies: policiesOf(boundary) }];
  const accountId = parseArn(caller)?.accountId ?? "";
  const decision = evaluate(
    {
      identity: policiesOf(identity),
      limits,
      ...(onResource === undefined
        ? {}
        : {
            resource: {
              kind: "resource-based policy",
              policy: onResource.policy,
              who: { arn: caller, principalArn: caller, accountId },
              isSameAccount: isOwnedBy(simulation, resource, accountId),
            },
          }),
    },
    request,
  );
  const EvalDecision = evalDecision(decision);
  const all = [...(onResource === undefined ? [] : [onResource]), ...identity];
  const cited = EvalDecision === "explicitDeny" ? [...all, ...(boundary ?? [])] : all;
  const detail =
    boundary === undefined
      ? {}
      : {
          PermissionsBoundaryDecisionDetail: {
            AllowedByPermissionsBoundary:
              evaluate({ identity: policiesOf(boundary), limits: [] }, request).verdict === "allowed",
          },
        };
  return { EvalDecision, MatchedStatements: matched(cited, decision, EvalDecision), ...detail };
}

/** The account of the request goes before the one in the ARN, and both before the caller's: a bucket names none. */
function isOwnedBy({ owner }: Simulation, resource: string, accountId: string): boolean {
  const named = owner === undefined ? parseArn(resource)?.accountId : /\d{12}/.exec(owner)?.[0];
  return named === undefined || named === "" || named === accountId;
}

type EvalDecision = "allowed" | "explicitDeny" | "implicitDeny";

function evalDecision({ verdict, because }: Decision): EvalDecision {
  if (verdict === "allowed") return "allowed";
  return because?.explicit ? "explicitDeny" : "implicitDeny";
}

/** The statements that made the decision: of an explicit deny the Deny statements alone (API reference, EvaluationResult). */
function matched(cited: readonly Cited[], { statements }: Decision, decision: EvalDecision): object[] {
  if (decision === "implicitDeny") return [];
  const effect = decision === "allowed" ? "Allow" : "Deny";
  const holding = new Set(
    statements
      .filter((each) => each.verdict === "holds" && each.statement.effect === effect)
      .map((each) => each.statement),
  );
  return cited.flatMap(({ id, type, document, policy }) => {
    const made = policy.statements.filter((statement) => holding.has(statement));
    const spans = made.length === 0 ? [] : statementPositions(document);
    return made.map(({ place }) => ({
      SourcePolicyId: id,
      SourcePolicyType: type,
      StartPosition: spans[place]?.start,
      EndPosition: spans[place]?.end,
    }));
  });
}
