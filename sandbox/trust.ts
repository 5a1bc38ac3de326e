import { parseArn } from "./arns";
import type { Caller } from "./call";
import { principalArn } from "./callers";
import { malformedPolicyDocument } from "./errors";
import type { Context } from "./policy-conditions";
import { asList, judge, type OneOrMany, readDocument, type Statement, statementsOf } from "./policy-evaluator";
import { nameKey, type Role, type SandboxState } from "./state";

/** How a principal covers a caller: by name, or as its whole account. */
export type Coverage = "principal" | "account" | undefined;

export function awsPrincipals(principal: unknown): readonly string[] {
  if (principal === "*") return ["*"];
  const given = (principal as { readonly AWS?: OneOrMany } | undefined)?.AWS;
  return asList(given);
}

/** How one principal of a policy covers a caller: by name, or as anyone in its account whose own policies allow it. */
export function coverage(principal: string, caller: Caller): Coverage {
  const { accountId } = caller.account;
  if (principal === "*" || principal === caller.arn || principal === principalArn(caller)) return "principal";
  return principal === accountId || principal === `arn:aws:iam::${accountId}:root` ? "account" : undefined;
}

export interface TrustVerdict {
  readonly verdict: "allow" | "deny" | "none";
  /** Trust in the account alone leaves it to the caller's own policies. */
  readonly byName: boolean;
}

/** Whether a role's trust policy lets a caller assume it. @param context ExternalId, MFA and what is known of the caller */
export function judgeTrust(role: Role, caller: Caller, context: Context, resource: string): TrustVerdict {
  let byName = false;
  const covers = (statement: Statement) => {
    if (statement.NotPrincipal !== undefined)
      return !awsPrincipals(statement.NotPrincipal).some((one) => coverage(one, caller));
    const found = awsPrincipals(statement.Principal).map((one) => coverage(one, caller));
    if (found.includes("principal")) byName = true;
    return found.some((one) => one !== undefined);
  };
  const question = { action: "sts:AssumeRole", resource, context };
  const verdict = judge([role.assumeRolePolicyDocument], question, covers);
  return { verdict, byName };
}

/** A policy may name only users and roles that exist; of accounts that the sandbox does not hold it knows nothing. */
export function unknownPrincipal(state: SandboxState, document: string): string | undefined {
  return statementsOf(readDocument(document))
    .flatMap(({ Principal, NotPrincipal }) => [...awsPrincipals(Principal), ...awsPrincipals(NotPrincipal)])
    .find((principal) => !exists(state, principal));
}

/** @throws AwsError MalformedPolicyDocument where a role would trust somebody who is not there */
export function checkTrustedPrincipals(state: SandboxState, document: string): void {
  const unknown = unknownPrincipal(state, document);
  if (unknown !== undefined) throw malformedPolicyDocument(`Invalid principal in policy: "AWS":"${unknown}"`);
}

function exists(state: SandboxState, principal: string): boolean {
  if (principal === "*" || /^\d{12}$/.test(principal)) return true;
  const arn = parseArn(principal);
  if (!arn || !/^(iam|sts)$/.test(arn.service)) return false;
  const account = state.accounts[arn.accountId];
  const name = nameKey(arn.resource.split("/").at(-1) ?? "");
  if (!account || !/^(user|role)\//.test(arn.resource)) return true;
  return (arn.resource.startsWith("user/") ? account.users : account.roles)[name] !== undefined;
}
