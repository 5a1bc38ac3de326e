import type { Call } from "./call";
import { homeOf } from "./events";
import type { Service } from "./model";
import { table } from "./state";

/** Notes the use of a user's key and of the service, for GetAccessKeyLastUsed and service last accessed data. */
export function noteKeyUse(call: Call, service: Service): void {
  const { caller, time } = call;
  const use = { date: time, region: homeOf(service, call.region) };
  const key = caller.user?.accessKeys.find((candidate) => candidate.accessKeyId === caller.accessKeyId);
  if (key) key.lastUsed = { ...use, serviceName: service };
  if (caller.role) caller.role.lastUsed = use;
  if (!caller.user && !caller.role) return;
  const id = (caller.user?.userId ?? caller.role?.roleId) as string;
  call.account.serviceUse[id] ??= table();
  const uses = call.account.serviceUse[id];
  uses[service] = use;
}
