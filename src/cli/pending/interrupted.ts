import type { PlanPeople } from "../../plan/people";
import { auditFileOf } from "../audit-file";
import type { Context } from "../command";
import type { NamedRosters } from "../rosters";
import { pendingOfRoster } from "./of-roster";
import { isOf, rostersOf } from "./rosters";

type Looking = Pick<Context, "cwd" | "env" | "signal" | "today"> &
  NamedRosters & { readonly values: { readonly audit: string | undefined } };

/**
 * Whether an apply of the account of a plan may not have got to its end, by the records of the project's rosters and by the audit
 * log. It is asked only where it makes a difference; a record that cannot be read may be of such an apply.
 */
export async function mayBeInterrupted(plan: PlanPeople, input: Looking): Promise<boolean> {
  if (plan.newCredentials.size === 0) return false;
  for (const read of (await rostersOf(input)).filter((roster) => isOf(roster, plan.accountIds))) {
    const { pending, unseen } = await pendingOfRoster(read, { ...input, auditFile: auditFileOf(input) });
    if (pending !== undefined || unseen.length > 0) return true;
  }
  return false;
}
