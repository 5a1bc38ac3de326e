import type { Action, Call } from "../call";
import { deleteConflict } from "../errors";
import { forgetSessionsOf } from "../sessions";
import { nameKey, type User } from "../state";
import { devicesOf, requireUser, userResource } from "../users";

/**
 * What must be gone before a user can be: nine kinds of leftover (API reference, DeleteUser). The words are recorded or
 * quoted in public issues; which comes first when several are left is recorded nowhere.
 */
function leftover(call: Call, user: User): string | undefined {
  if (user.attachedPolicies.length > 0) return "detach all policies first.";
  if (Object.keys(user.inlinePolicies).length > 0) return "delete policies first.";
  if (user.loginProfile) return "delete login profile first.";
  if (devicesOf(call, user).length > 0) return "remove tokens from principal first.";
  if (user.accessKeys.length > 0) return "delete access keys first.";
  if (user.signingCertificates.length > 0) return "delete certificates first.";
  if (user.sshPublicKeys.length > 0 || user.serviceSpecificCredentials.length > 0)
    return "remove referenced objects first.";
  if (user.groups.length > 0) return "remove users from group first.";
  return undefined;
}

export const DeleteUser: Action<{ readonly UserName: string }> = {
  resource: userResource,
  run(call, input) {
    const user = requireUser(call, input.UserName);
    const first = leftover(call, user);
    if (first !== undefined) throw deleteConflict(`Cannot delete entity, must ${first}`);
    delete call.account.users[nameKey(user.userName)];
    forgetSessionsOf(call.runtime, user.userId);
    return undefined;
  },
};
