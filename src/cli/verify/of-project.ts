import { readLog } from "../../leaving/audit-log/audit-log";
import type { Removal } from "../../leaving/audit-log/entry";
import { namesOf, pendingOfOthers } from "../../leaving/pending/others";
import type { Pending } from "../../leaving/pending/pending";
import { provedKeys, settlePending } from "../../leaving/pending/update";
import type { State } from "../../plan/state";
import { auditFileOf } from "../audit-file";
import { UsageError } from "../command";
import { pendingOfRoster } from "../pending/of-roster";
import { provePending } from "../pending/prove";
import { rostersOf } from "../pending/rosters";
import { namedRosters } from "../rosters";
import type { VerifyInput } from "./options";
import type { VerifyReport } from "./report";

/** Whether those are gone who were to leave with earlier applies of the rosters, and of stacks that no roster has any more. */
export async function verifyProject(state: State | undefined, input: VerifyInput): Promise<VerifyReport> {
  const rosters = await rostersOf(input);
  if (rosters.length === 0)
    throw new UsageError(
      "usage: roster verify PLAN.json, roster verify --log, or roster verify where there is a roster, or with its name",
    );
  if (state !== undefined && rosters.length > 1)
    throw new UsageError("--state is the state of one roster: choose it with --file");
  const auditFile = auditFileOf(input);
  const removals: Removal[] = [];
  const couldNotLook: string[] = [];
  for (const read of rosters) {
    const { roster, place, pending, unseen } = await pendingOfRoster(read, { ...input, auditFile });
    couldNotLook.push(...unseen);
    if (pending === undefined) continue;
    const found = await provePending({ roster, pending, state, auditFile }, input);
    const keys = provedKeys(found, pending.devices);
    // Whether the apply got to its end is for the next deploy to find out.
    if (place !== undefined) await settlePending(place, { keys, ended: false });
    removals.push(...found);
  }
  if (couldNotLook.length === 0 && namedRosters(input).length === 0) {
    const known = new Set(rosters.map(({ roster }) => roster.stack));
    for (const { pending, accountId } of pendingOfOthers(readLog(auditFile), known)) {
      const roster = rosters.find((read) => accountId !== undefined && read.roster.account.id === accountId)?.roster;
      if (roster === undefined) couldNotLook.push(describe(pending, accountId));
      else removals.push(...(await provePending({ roster, pending, auditFile }, input)));
    }
  }
  return { removals, couldNotLook: [...new Set(couldNotLook)], nobody: "no removal is waiting for its proof" };
}

/** Whoever was to leave with a stack of another name is in no record that anybody would look for. */
function describe(pending: Pending, accountId: string | undefined): string {
  const where = accountId === undefined ? "" : ` in the account ${accountId}`;
  return `${namesOf(pending)}: left with an apply of the stack ${pending.stack}${where}, and no roster here is of it; roster verify --file with that roster, or roster verify with the plan of that apply`;
}
