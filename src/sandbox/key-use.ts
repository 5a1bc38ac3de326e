import type { Call } from "./call";
import { homeOf } from "./events";
import type { Service } from "./model";

/** Notes the use of a user's key and of a role, for GetAccessKeyLastUsed and GetRole. */
export function noteKeyUse(call: Call, service: Service): void {
  const { caller, time } = call;
  const use = { date: time, region: homeOf(service, call.region) };
  const key = caller.user?.accessKeys.find((candidate) => candidate.accessKeyId === caller.accessKeyId);
  if (key) key.lastUsed = { ...use, serviceName: service };
  if (caller.role) caller.role.lastUsed = use;
}
