import { contextOf } from "../../policy/context";
import { type Decision, evaluate } from "../../policy/evaluate";
import { policiesOf } from "../authorization";
import type { Action } from "../call";
import { checkIdentityPolicy } from "../documents";
import { noSuchEntity } from "../errors";
import { listing, type PageRequest, paginate } from "../pagination";
import { entityOf } from "../service-access";

interface Input extends PageRequest {
  readonly PolicySourceArn: string;
  readonly ActionNames: string[];
  readonly ResourceArns?: string[];
  readonly PolicyInputList?: string[];
  readonly ContextEntries?: ReadonlyArray<{ readonly ContextKeyName?: string; readonly ContextKeyValues?: string[] }>;
}

function evalDecision({ verdict, because }: Decision): string {
  if (verdict === "allowed") return "allowed";
  return because?.explicit ? "explicitDeny" : "implicitDeny";
}

/** Judges the policies of a user or a role; resource policies, and what a caller's request would add, are left out. */
export const SimulatePrincipalPolicy: Action<Input> = {
  resource: (_call, input) => ({ arn: input.PolicySourceArn }),
  run(call, input) {
    const entity = entityOf(call.account, input.PolicySourceArn);
    if (!entity) throw noSuchEntity(`The principal with ARN ${input.PolicySourceArn} cannot be found.`);
    const { documents } = call.runtime;
    const { identity, limits } = policiesOf(documents, call.account, entity.who);
    const added = (input.PolicyInputList ?? []).map((text) => {
      checkIdentityPolicy(text);
      return documents.policy(text);
    });
    const context = new Map<string, readonly string[]>([["aws:principalarn", [input.PolicySourceArn]]]);
    if (entity.who.user) context.set("aws:username", [entity.who.user.userName]);
    for (const { ContextKeyName = "", ContextKeyValues = [] } of input.ContextEntries ?? []) {
      context.set(ContextKeyName.toLowerCase(), ContextKeyValues);
    }
    const policies = { identity: [...identity, ...added], limits };
    const decide = (action: string, resource: string) =>
      evalDecision(evaluate(policies, { action, resource, context: contextOf(context) }));
    const all = input.ActionNames.flatMap((action) =>
      (input.ResourceArns?.length ? input.ResourceArns : ["*"]).map((resource) => ({ action, resource })),
    );
    const page = paginate(call.action, all, ({ action, resource }) => `${action} ${resource}`, input);
    return listing("EvaluationResults", page, ({ action, resource }) => ({
      EvalActionName: action,
      EvalResourceName: resource,
      EvalDecision: decide(action, resource),
      MatchedStatements: [],
      MissingContextValues: [],
    }));
  },
};
