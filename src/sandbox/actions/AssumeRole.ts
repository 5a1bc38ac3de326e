import { serviceArn } from "../arns";
import type { Action } from "../call";
import { checkIdentityPolicy } from "../documents";
import { type AssumeRoleInput, judgeAssumption, requireAssumableRole, sessionSeconds } from "../role-assumption";
import { mfaGiven, openSession } from "../sessions";

export const AssumeRole: Action<AssumeRoleInput> = {
  resource: () => undefined,
  run(call, input) {
    if (input.Policy !== undefined) checkIdentityPolicy(input.Policy);
    const mfa = mfaGiven(call, call.caller.user, input);
    const { account, role } = requireAssumableRole(call, input.RoleArn);
    judgeAssumption(call, role, account, input, mfa);
    const seconds = sessionSeconds(call, role, input.DurationSeconds);
    const { RoleSessionName: sessionName, Policy: policy } = input;
    const assumed = { roleId: role.roleId, sessionName, policies: policy === undefined ? [] : [policy] };
    return {
      AssumedRoleUser: {
        AssumedRoleId: `${role.roleId}:${sessionName}`,
        Arn: serviceArn(account, "sts", `assumed-role/${role.roleName}/${sessionName}`),
      },
      Credentials: openSession(call, { accountId: account.accountId, mfa, role: assumed }, seconds),
    };
  },
};
