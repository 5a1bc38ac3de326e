import type { PlanPeople } from "../../plan/people";
import type { Plan } from "../../plan/read";

/** A plan that was made and looked at, and may be applied as long as its file is the same. */
export interface Planned {
  readonly file: string;
  readonly sha256: string;
  readonly plan: Plan;
  readonly people: PlanPeople;
  readonly changes: boolean;
}
