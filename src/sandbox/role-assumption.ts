import { contextOf } from "../policy/context";
import { evaluate } from "../policy/evaluate";
import { parseArn } from "../terms/arns";
import { roleArn } from "./arns";
import { callerContext, denied, policiesOf } from "./authorization";
import type { Call } from "./call";
import { principalArn } from "./callers";
import { accessDenied, validationError } from "./errors";
import type { MfaInput } from "./sessions";
import { type Account, nameKey, type Role } from "./state";

export interface AssumeRoleInput extends MfaInput {
  readonly RoleArn: string;
  readonly RoleSessionName: string;
  readonly ExternalId?: string;
  readonly DurationSeconds?: number;
  readonly Policy?: string;
}

const HOUR_S = 3600;

/** The role of an ARN that exactly names it, in whatever account of this sandbox. AWS does not tell missing from forbidden. */
export function requireAssumableRole(call: Call, arn: string): { readonly account: Account; readonly role: Role } {
  const account = call.state.accounts[parseArn(arn)?.accountId ?? ""];
  const role = account?.roles[nameKey(arn.slice(arn.lastIndexOf("/") + 1))];
  if (account && role && roleArn(account, role) === arn) return { account, role };
  throw denied(call.caller, call.action, arn);
}

/** How long the session lasts, in seconds. */
export function sessionSeconds(call: Call, role: Role, wanted: number = HOUR_S): number {
  if (call.caller.session?.role && wanted > HOUR_S) {
    throw validationError(
      "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
    );
  }
  if (wanted > role.maxSessionDuration) {
    throw validationError("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
  }
  return wanted;
}

/** The sides that must agree: the trust policy with its ExternalId and MFA, and the caller's own permission. */
export function judgeAssumption(call: Call, role: Role, account: Account, input: AssumeRoleInput, mfa: boolean): void {
  const { caller, now } = call;
  const { RoleArn: arn } = input;
  if (caller.kind === "root") throw accessDenied("Roles may not be assumed by root accounts.");
  const context = callerContext(caller, now);
  context.set("sts:rolesessionname", [input.RoleSessionName]);
  if (input.ExternalId !== undefined) context.set("sts:externalid", [input.ExternalId]);
  if (mfa) context.set("aws:multifactorauthpresent", ["true"]).set("aws:multifactorauthage", ["0"]);
  const { documents } = call.runtime;
  const who = { arn: caller.arn, principalArn: principalArn(caller), accountId: caller.account.accountId };
  const policy = documents.policy(role.assumeRolePolicyDocument);
  const { verdict, because } = evaluate(
    {
      ...policiesOf(documents, caller.account, caller),
      resource: { kind: "role trust policy", policy, who, isSameAccount: account === caller.account },
    },
    { action: call.action, resource: arn, context: contextOf(context) },
  );
  if (verdict !== "allowed") throw denied(caller, call.action, arn, because);
}
