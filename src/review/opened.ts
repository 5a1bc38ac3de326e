import { type ThingPolicyType, thingPolicies, thingPolicyTypes } from "../plan/attributes";
import { type KnownChange, ofType } from "../plan/change";
import { PolicyText } from "../plan/policy-text";
import type { Side } from "../plan/side";
import type { Policy, Statement } from "../policy/document";
import { deniesLost, type Opening, openingsBeyond } from "../policy/outsiders";
import { isAccountId } from "../terms/arns";
import { unknownAccount } from "./account-sides";
import type { Context } from "./danger";

/** What a policy on a thing newly allows to somebody who is not of the account. */
export interface OpenedThing {
  readonly change: KnownChange;
  readonly openings: readonly Opening[];
}

type Given = Pick<Context, "changes" | "documentOf" | "accountOf">;

/** Buckets, keys, queues, functions and the like that a plan opens to outsiders. */
export function openedThings(context: Given): OpenedThing[] {
  const { changes, documentOf, accountOf } = context;
  const opened = (change: KnownChange, policy: (side: Side) => Policy | undefined): OpenedThing[] => {
    const after =
      change.deposed || change.action === "no-op" || change.action === "forget" ? undefined : policy("after");
    if (after === undefined) return [];
    const openings = openingsBeyond(policy("before"), after, accountOf(change) ?? unknownAccount);
    return openings.length === 0 ? [] : [{ change, openings }];
  };
  return [
    ...ofType(changes, ...thingPolicyTypes).flatMap((change) =>
      opened(change, (side) => documentOf(textIn(change[side], thingPolicies[change.type]))),
    ),
    ...ofType(changes, "aws_lambda_permission").flatMap((change) =>
      opened(change, (side) => documentOf(permissionOf(change[side]))),
    ),
    ...ofType(changes, "aws_lambda_function_url").flatMap((change) =>
      opened(change, (side) =>
        change[side]?.authorization_type === "NONE" ? documentOf(allowing("lambda:InvokeFunctionUrl", "*")) : undefined,
      ),
    ),
    ...ofType(changes, "aws_kms_grant").flatMap((change) =>
      opened(change, (side) => {
        const { grantee_principal: grantee, operations = [] } = change[side] ?? {};
        const actions = operations.map((operation) => `kms:${operation}`);
        return grantee === undefined ? undefined : documentOf(allowing(actions, grantee));
      }),
    ),
    ...ofType(changes, "aws_ram_principal_association").flatMap((change) =>
      opened(change, (side) => {
        const principal = change[side]?.principal;
        return principal === undefined ? undefined : documentOf(allowing("ram:share", principal));
      }),
    ),
  ];
}

function textIn(values: KnownChange<ThingPolicyType>["after"], attribute: string): PolicyText | undefined {
  const value = (values as Readonly<Record<string, unknown>> | undefined)?.[attribute];
  return value instanceof PolicyText ? value : undefined;
}

/** What a policy on a thing denied to everybody and no longer does. */
export interface LostDenies {
  readonly address: string;
  readonly denies: readonly Statement[];
}

export function lostDenies({ changes, documentOf }: Given): LostDenies[] {
  return ofType(changes, ...thingPolicyTypes).flatMap((change) => {
    const { address, action, deposed, unknown } = change;
    const attribute = thingPolicies[change.type];
    const before = documentOf(textIn(change.before, attribute));
    // What goes with its policy needs none.
    const isThing = action === "delete" && !/_polic(?:y|ies)$/.test(change.type);
    if (before === undefined || deposed || isThing || unknown.has(attribute)) return [];
    if (action !== "update" && action !== "replace" && action !== "delete") return [];
    const denies = deniesLost(before, documentOf(textIn(change.after, attribute)));
    return denies.length === 0 ? [] : [{ address, denies }];
  });
}

function allowing(Action: string | readonly string[], principal: string): PolicyText {
  const isAws = principal === "*" || isAccountId(principal) || principal.startsWith("arn:");
  const Principal = { [isAws ? "AWS" : "Service"]: principal };
  return new PolicyText(JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Principal }] }));
}

/** The statement that Lambda makes of a permission. */
function permissionOf(values: KnownChange<"aws_lambda_permission">["after"]): PolicyText | undefined {
  const { action, principal, principal_org_id, source_account, source_arn } = values ?? {};
  if (action === undefined || principal === undefined) return undefined;
  const isAws = principal === "*" || isAccountId(principal) || principal.startsWith("arn:");
  const equals = { "aws:PrincipalOrgID": principal_org_id, "aws:SourceAccount": source_account };
  const statement = {
    ...{ Effect: "Allow", Action: action, Principal: { [isAws ? "AWS" : "Service"]: principal } },
    Condition: {
      StringEquals: Object.fromEntries(Object.entries(equals).filter(([, value]) => value !== undefined)),
      ...(source_arn === undefined ? {} : { ArnLike: { "aws:SourceArn": source_arn } }),
    },
  };
  return new PolicyText(JSON.stringify({ Version: "2012-10-17", Statement: [statement] }));
}
