import type { NamedPolicies } from "../plan/named-policies";
import type { NamesByType } from "../plan/names";
import type { Owners } from "../plan/owners";
import type { Plan } from "../plan/read";
import type { PolicyDocuments } from "./policy-documents";

/** What is known of the plan as a whole, for each account and side. */
export interface WholePlan {
  readonly plan: Pick<Plan, "references">;
  readonly owners: Owners;
  readonly documents: PolicyDocuments;
  readonly names: NamesByType;
  readonly policies: NamedPolicies;
}
