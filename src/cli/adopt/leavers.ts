import type { HeldLeaver } from "../../adopt/forgotten-leaver";
import type { HeldUser } from "../../adopt/held-user";
import { readHeld, readUnassignedDevices } from "../../adopt/read-account";
import type { LiveAccount } from "../../aws/account";
import type { UserDetail } from "../../aws/authorization-details";
import type { Holding } from "../../aws/kinds";
import type { Pending } from "../../leaving/pending/pending";
import { credentialKinds, kinds } from "../../terms/kinds";
import { defined } from "../../text/defined";
import { type Entries, lower } from "./entries";

/** Who was to leave with an apply that was cut off, by the record of it. */
export type Leaving = Pick<Pending, "leavers" | "devices">;

/** A leaver whom the account still has, under the name of now, and no entry. */
export interface StillThere {
  readonly detail: UserDetail;
  /** The IAM name of then. */
  readonly name: string;
  readonly address: string;
}

/** Those of the record whom the account still has, and who have no entry (again): told by `UserId`, since a name can be used again. */
export function stillThere({ leavers }: Leaving, users: readonly UserDetail[], entries: Entries): StillThere[] {
  const byId = new Map(users.map((detail) => [detail.UserId, detail]));
  return leavers.flatMap(({ userId, name, address }) => {
    const detail = userId === undefined ? undefined : byId.get(userId);
    return detail === undefined || entries.of(detail.UserName ?? "") !== undefined ? [] : [{ detail, name, address }];
  });
}

/** Names that the record has without a `UserId`, and the account too: whether they are the same, nobody knows. */
export function unidentified({ leavers }: Leaving, users: readonly UserDetail[], entries: Entries): string[] {
  const names = new Set(users.map(({ UserName = "" }) => lower(UserName)));
  return leavers
    .filter(({ userId, name }) => userId === undefined && names.has(lower(name)) && entries.of(name) === undefined)
    .map(({ name }) => name);
}

/** Reads what they hold, with the devices of theirs that were deactivated and not deleted. @throws AccessDenied, CallFailed */
export async function readLeavers(
  account: LiveAccount,
  there: readonly StillThere[],
  { devices }: Leaving,
): Promise<HeldLeaver[]> {
  if (there.length === 0) return [];
  const held = await readHeld(
    account,
    there.map(({ detail }) => detail),
  );
  const unassigned = new Set(devices.length === 0 ? [] : await readUnassignedDevices(account));
  return there.flatMap(({ detail, name, address }, index) => {
    const user = held[index];
    if (user === undefined) return [];
    const own = devices.filter((device) => device.user === name && unassigned.has(device.serial));
    const free = own.map(({ serial }): Holding => ({ kind: "mfaDevice", id: serial }));
    return [{ name: user.name, userId: detail.UserId ?? "", address, held: [...holdingsIn(user), ...free] }];
  });
}

function holdingsIn(user: HeldUser): Holding[] {
  return [
    ...credentialKinds.flatMap((kind): Holding[] => {
      const has: boolean | readonly (string | { readonly id: string; readonly service?: string })[] =
        user[kinds[kind].section];
      if (typeof has === "boolean") return has ? [{ kind, id: user.name }] : [];
      return has.map((one) =>
        typeof one === "string" ? { kind, id: one } : { kind, id: one.id, ...defined({ service: one.service }) },
      );
    }),
    ...user.inlinePolicies.map(({ name }): Holding => ({ kind: "inlinePolicy", id: name })),
    ...user.managedPolicies.map((id): Holding => ({ kind: "managedPolicy", id })),
    ...user.groups.map((id): Holding => ({ kind: "group", id })),
  ];
}
