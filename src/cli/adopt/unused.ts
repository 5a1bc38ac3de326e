import type { HeldGroup, HeldUser } from "../../adopt/held-user";
import type { Left } from "../../adopt/thing";
import type { UserDetail } from "../../aws/authorization-details";
import { isNamedAfter } from "../../aws/devices";
import { kinds } from "../../terms/kinds";
import { shellWord } from "../../text/shell-word";
import { lower } from "./entries";
import type { AdoptionContext, AdoptionRequest } from "./request";

/** Whether everybody is asked about: only then is it told what belongs to nobody. */
const isAll = ({ names, unmanaged, mend }: AdoptionRequest) => names.length === 0 && !unmanaged && mend === undefined;

/**
 * Virtual devices that nobody has enabled, and that no entry names: all of them, or those that are called like the users
 * who are adopted.
 * @param serials of the devices that nobody has
 */
export function unusedDevices(
  serials: readonly string[],
  users: readonly HeldUser[],
  request: AdoptionRequest,
  { state }: Pick<AdoptionContext, "state">,
): Left[] {
  if (request.mend !== undefined) return [];
  const taken = new Set(users.flatMap(({ mfaDevices }) => mfaDevices));
  const pending = new Set(request.leaving?.devices.map(({ serial }) => serial));
  return serials
    .filter((serial) => !taken.has(serial) && !pending.has(serial) && !state.ids.has(lower(serial)))
    .filter((serial) => isAll(request) || users.some(({ name }) => isNamedAfter(serial, name)))
    .map((serial) => ({
      ...{ kind: kinds.mfaDevice.noun[0], name: serial },
      reason: `nobody has enabled it, and its name is taken until it is deleted: aws iam delete-virtual-mfa-device --serial-number ${shellWord(serial)}`,
    }));
}

/** Groups that nobody is in, and that no entry names. */
export function emptyGroups(
  groups: readonly HeldGroup[],
  users: readonly UserDetail[],
  request: AdoptionRequest,
  { roster }: Pick<AdoptionContext, "roster">,
): Left[] {
  if (!isAll(request)) return [];
  const known = new Set([
    ...users.flatMap(({ GroupList = [] }) => GroupList.map(lower)),
    ...roster.groups.map(({ name }) => lower(name)),
  ]);
  return groups
    .filter(({ name }) => !known.has(lower(name)))
    .map(({ name }) => ({ kind: "group", name, reason: "it has no members" }));
}
