import type { OpenAccount } from "../../aws/account";
import { requireAccount } from "../../aws/caller";
import { virtualDevices } from "../../aws/devices";
import { look } from "../../aws/outcome";
import { withLog } from "../../leaving/audit-log/audit-log";
import type { Pending } from "../../leaving/pending/pending";
import { sweep } from "../../leaving/sweep/sweep";
import type { PlannedUser } from "../../plan/people";
import type { LeaversOptions } from "./leavers";
import type { Planned } from "./planned";

type Finishing = Pick<LeaversOptions, "withAccount" | "auditFile">;

/** A device that an earlier apply was to delete, with whose it was. */
interface Unfinished {
  readonly serial: string;
  readonly user: PlannedUser;
}

/**
 * An apply that was cut off between deactivating and deleting an MFA device left one that nobody has, and that the provider would
 * leave there: it takes the refusal to deactivate it again for success. What that apply was to delete, and this plan
 * is to delete, is deleted here, on the record.
 * @returns their serial numbers
 */
export function finishDevices(planned: Planned, pending: Pending["devices"], options: Finishing): Promise<string[]> {
  const { people } = planned;
  const wanted = pending.filter(
    ({ serial }) =>
      people.deletedDevices.some((device) => device.serial === serial) && people.managed.believesAssigned(serial),
  );
  const users = new Map(people.leavers.map((leaver) => [leaver.name, leaver]));
  const unfinished = wanted.map(({ serial, user: name = "" }) => ({
    serial,
    user: users.get(name) ?? { name, address: "", forceDestroy: false },
  }));
  return deleteFree(unfinished, planned, options, async (found) => found);
}

/**
 * The same where no state has the device any more: the apply that was to delete it was the last to know it. It is deleted once its
 * user is gone, and unless another plan has something to do with it.
 * @param unproved those whom the state does not have any more
 */
export function finishForgottenDevices(
  planned: Planned,
  { leavers, devices }: Pick<Pending, "leavers" | "devices">,
  options: Finishing,
): Promise<string[]> {
  const { managed } = planned.people;
  const users = new Map(leavers.map((leaver) => [leaver.name, leaver]));
  const unfinished = devices.flatMap(({ serial, user: name = "" }) => {
    const user = users.get(name);
    const forgotten = !managed.has(name, { kind: "mfaDevice", id: serial });
    return user !== undefined && forgotten ? [{ serial, user }] : [];
  });
  return deleteFree(unfinished, planned, options, async (found, account) => {
    const names = [...new Set(found.map(({ user }) => user.name))];
    const seen = await Promise.all(
      names.map((UserName) => look(UserName, () => account.call("iam:GetUser", { UserName }))),
    );
    // Whoever may not look does not know that somebody is gone.
    const gone = new Set(names.filter((_, index) => seen[index]?.kind === "absent"));
    return found.filter(({ user }) => gone.has(user.name));
  });
}

/** Deletes those that nobody has. @param choose which of them */
async function deleteFree(
  wanted: readonly Unfinished[],
  { people, sha256 }: Planned,
  { withAccount, auditFile }: Finishing,
  choose: (found: readonly Unfinished[], account: OpenAccount) => Promise<readonly Unfinished[]>,
): Promise<string[]> {
  if (wanted.length === 0) return [];
  return withAccount(people, async (account) => {
    const seen = await virtualDevices(account);
    // Where we may not look the preflight or the proof says so.
    const free = new Set(
      (seen.kind === "found" ? seen.value : []).flatMap(({ serial, user }) => (user === undefined ? [serial] : [])),
    );
    const left = await choose(
      wanted.filter(({ serial }) => free.has(serial)),
      account,
    );
    if (left.length === 0) return [];
    const caller = await requireAccount(account, people.accountIds);
    await withLog(auditFile, async (log) => {
      for (const { serial, user } of left) {
        const leftovers = [{ holding: { kind: "mfaDevice" as const, id: serial }, assigned: false }];
        await sweep(account, { user, leftovers, managed: [] }, { caller, planSha256: sha256, log, command: "deploy" });
      }
    });
    return left.map(({ serial }) => serial);
  });
}
