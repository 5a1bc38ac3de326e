import { policiesOf } from "../authorization";
import type { Action } from "../call";
import { noSuchEntity } from "../errors";
import { listing, type PageRequest, paginate } from "../pagination";
import { judge } from "../policy-evaluator";
import { entityOf } from "../service-access";

interface Input extends PageRequest {
  readonly PolicySourceArn: string;
  readonly ActionNames: string[];
  readonly ResourceArns?: string[];
  readonly PolicyInputList?: string[];
  readonly ContextEntries?: ReadonlyArray<{ readonly ContextKeyName?: string; readonly ContextKeyValues?: string[] }>;
}

const DECISIONS = { allow: "allowed", deny: "explicitDeny", none: "implicitDeny" } as const;

/** Judges the policies of a user or a role; resource policies, and what a caller's request would add, are left out. */
export const SimulatePrincipalPolicy: Action<Input> = {
  resource: (_call, input) => ({ arn: input.PolicySourceArn }),
  run(call, input) {
    const entity = entityOf(call.account, input.PolicySourceArn);
    if (!entity) throw noSuchEntity(`The principal with ARN ${input.PolicySourceArn} cannot be found.`);
    const { identity, limits } = policiesOf(call.account, entity.who);
    const context = new Map<string, readonly string[]>([["aws:principalarn", [input.PolicySourceArn]]]);
    if (entity.who.user) context.set("aws:username", [entity.who.user.userName]);
    for (const { ContextKeyName = "", ContextKeyValues = [] } of input.ContextEntries ?? []) {
      context.set(ContextKeyName.toLowerCase(), ContextKeyValues);
    }
    const decide = (action: string, resource: string) => {
      const question = { action, resource, context };
      const verdicts = [[...identity, ...(input.PolicyInputList ?? [])], ...limits.map(({ documents }) => documents)];
      const judged = verdicts.map((documents) => judge(documents, question));
      return judged.includes("deny") ? "deny" : judged.includes("none") ? "none" : "allow";
    };
    const all = input.ActionNames.flatMap((action) =>
      (input.ResourceArns?.length ? input.ResourceArns : ["*"]).map((resource) => ({ action, resource })),
    );
    const page = paginate(call.action, all, ({ action, resource }) => `${action} ${resource}`, input);
    return listing("EvaluationResults", page, ({ action, resource }) => ({
      EvalActionName: action,
      EvalResourceName: resource,
      EvalDecision: DECISIONS[decide(action, resource)],
      MatchedStatements: [],
      MissingContextValues: [],
    }));
  },
};
