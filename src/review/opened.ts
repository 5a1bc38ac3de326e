import { type ThingPolicyType, thingPolicies, thingPolicyTypes } from "../plan/attributes";
import { type KnownChange, ofType } from "../plan/change";
import { PolicyText } from "../plan/policy-text";
import type { Side } from "../plan/side";
import type { Policy } from "../policy/document";
import { type Opening, openingsBeyond } from "../policy/outsiders";
import { isAccountId } from "../terms/arns";
import { unknownAccount } from "./account-sides";
import type { Context } from "./danger";

/** What a policy on a thing newly allows to somebody who is not of the account. */
export interface OpenedThing {
  readonly address: string;
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
    return openings.length === 0 ? [] : [{ address: change.address, openings }];
  };
  return [
    ...ofType(changes, ...thingPolicyTypes).flatMap((change) =>
      opened(change, (side) => documentOf(textIn(change[side], thingPolicies[change.type]))),
    ),
    ...ofType(changes, "aws_lambda_permission").flatMap((change) =>
      opened(change, (side) => documentOf(permissionOf(change[side]))),
    ),
  ];
}

function textIn(values: KnownChange<ThingPolicyType>["after"], attribute: string): PolicyText | undefined {
  const value = (values as Readonly<Record<string, unknown>> | undefined)?.[attribute];
  return value instanceof PolicyText ? value : undefined;
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
