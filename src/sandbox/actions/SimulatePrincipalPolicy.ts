import { contextOf } from "../../policy/context";
import { type Decision, evaluate } from "../../policy/evaluate";
import { groupArn, roleArn, userArn } from "../arns";
import { policiesOf } from "../authorization";
import type { Action, Caller } from "../call";
import { checkIdentityPolicy } from "../documents";
import { noSuchEntity } from "../errors";
import { listing, type PageRequest, paginate } from "../pagination";
import type { Account } from "../state";

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

/** Of a group AWS simulates the policies; here it has none. */
function principalOf(account: Account, arn: string): Pick<Caller, "user" | "role"> | undefined {
  const user = Object.values(account.users).find((each) => userArn(account, each) === arn);
  if (user) return { user };
  const role = Object.values(account.roles).find((each) => roleArn(account, each) === arn);
  if (role) return { role };
  return Object.values(account.groups).some((each) => groupArn(account, each) === arn) ? {} : undefined;
}

/** Judges the policies of a user or a role; resource policies, and what a caller's request would add, are left out. */
export const SimulatePrincipalPolicy: Action<Input> = {
  resource: (_call, input) => ({ arn: input.PolicySourceArn }),
  run(call, input) {
    const who = principalOf(call.account, input.PolicySourceArn);
    if (!who) throw noSuchEntity(`The principal with ARN ${input.PolicySourceArn} cannot be found.`);
    const { documents } = call.runtime;
    const { identity, limits } = policiesOf(documents, call.account, who);
    const added = (input.PolicyInputList ?? []).map((text) => {
      checkIdentityPolicy(text);
      return documents.policy(text);
    });
    const context = new Map<string, readonly string[]>([["aws:principalarn", [input.PolicySourceArn]]]);
    if (who.user) context.set("aws:username", [who.user.userName]);
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
