import { Owners } from "../../src/plan/owners";
import type { Plan } from "../../src/plan/read";
import { type AccountSides, accountSides } from "../../src/review/account-sides";

/** Both sides of the one account that a plan is about. */
export function sidesOf(plan: Plan): AccountSides {
  const [sides, ...others] = accountSides(plan, new Owners(plan.changes, plan.references, plan.realms)).values();
  if (sides === undefined || others.length > 0) throw new Error(`${others.length + 1} accounts`);
  return sides;
}
