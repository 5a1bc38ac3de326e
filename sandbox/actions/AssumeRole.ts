import { parseArn, roleArn } from "../arns";
import { callerContext, denied, policiesOf, refusal } from "../authorization";
import type { Action, Call } from "../call";
import { accessDenied, validationError } from "../errors";
import { type MfaInput, mfaGiven, openSession } from "../sessions";
import { nameKey, type Role } from "../state";
import { judgeTrust } from "../trust";

interface Input extends MfaInput {
  readonly RoleArn: string;
  readonly RoleSessionName: string;
  readonly ExternalId?: string;
  readonly DurationSeconds?: number;
  readonly Policy?: string;
}

const HOUR_S = 3600;

/** The role of an ARN that exactly names it, in whatever account of this sandbox. */
function findRole(call: Call, arn: string) {
  const account = call.state.accounts[parseArn(arn)?.accountId ?? ""];
  const role = account?.roles[nameKey(arn.slice(arn.lastIndexOf("/") + 1))];
  return account && role && roleArn(account, role) === arn ? { account, role } : undefined;
}

function checkDuration(call: Call, role: Role, seconds: number): void {
  if (call.caller.session?.role && seconds > HOUR_S) {
    throw validationError(
      "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
    );
  }
  if (seconds > role.maxSessionDuration) {
    throw validationError("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
  }
}

/** The five sides that must agree: the role, its trust policy, ExternalId, MFA, and the caller's own permission. */
function judgeAll(call: Call, role: Role, sameAccount: boolean, input: Input, mfa: boolean): void {
  const { caller, now } = call;
  const { RoleArn: arn } = input;
  const context = callerContext(caller, now);
  context.set("sts:rolesessionname", [input.RoleSessionName]);
  if (input.ExternalId !== undefined) context.set("sts:externalid", [input.ExternalId]);
  if (mfa) context.set("aws:multifactorauthpresent", ["true"]).set("aws:multifactorauthage", ["0"]);
  const trust = judgeTrust(role, caller, context, arn);
  if (trust.verdict === "deny")
    throw denied(caller, call.action, arn, "with an explicit deny in a resource-based policy");
  if (trust.verdict === "none") throw denied(caller, call.action, arn);
  if (caller.kind === "admin") return;
  const why = refusal(policiesOf(caller.account, caller), { action: call.action, resource: arn, context });
  // Trust in a principal by name is enough within one account, unless that principal's policies deny it.
  const explicit = why?.startsWith("with an explicit deny") || why?.includes("permissions boundary");
  if (why !== undefined && (explicit || !(sameAccount && trust.byName))) throw denied(caller, call.action, arn, why);
}

export const AssumeRole: Action<Input> = {
  resource: () => undefined,
  run(call, input) {
    const { caller } = call;
    if (caller.kind === "root") throw accessDenied("Roles may not be assumed by root accounts.");
    const mfa = mfaGiven(call, caller.user, input);
    const found = findRole(call, input.RoleArn);
    // AWS does not tell a role that is missing from one that may not be assumed.
    if (!found) throw denied(caller, call.action, input.RoleArn);
    const { account, role } = found;
    judgeAll(call, role, account === caller.account, input, mfa);
    const seconds = input.DurationSeconds ?? HOUR_S;
    checkDuration(call, role, seconds);
    const sessionRole = {
      roleId: role.roleId,
      sessionName: input.RoleSessionName,
      policies: input.Policy === undefined ? [] : [input.Policy],
    };
    return {
      AssumedRoleUser: {
        AssumedRoleId: `${role.roleId}:${input.RoleSessionName}`,
        Arn: `arn:aws:sts::${account.accountId}:assumed-role/${role.roleName}/${input.RoleSessionName}`,
      },
      Credentials: openSession(call, { accountId: account.accountId, mfa, role: sessionRole }, seconds),
    };
  },
};
