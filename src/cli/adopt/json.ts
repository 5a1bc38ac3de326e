import type { Left } from "../../adopt/thing";
import { defined } from "../../text/defined";
import { jsonDocument } from "../../text/json";
import type { AdoptionPlan } from "./adopt";
import type { Outcome } from "./outcome";
import { changeLine } from "./proof";

/** One document; `schemaVersion` changes when a key loses its meaning. */
export function outcomeJson(outcome: Outcome): string {
  const { result } = outcome;
  const shared = { schemaVersion: 1, result, ...planned(outcome.plan) };
  switch (outcome.result) {
    case "nothing":
      return jsonDocument(shared);
    case "refused":
      return jsonDocument({ ...shared, errors: [{ why: outcome.why, lines: outcome.lines }] });
    default: {
      const { proof, flags } = outcome;
      const files = outcome.result === "proved" ? { files: Object.fromEntries(outcome.texts) } : {};
      const written = outcome.result === "adopted" ? { written: outcome.written } : {};
      const justify = [...flags].flatMap(([user, needs]) => [...needs].map(([flag, why]) => ({ user, flag, why })));
      return jsonDocument({
        ...shared,
        imports: proof.imported,
        pending: proof.pending.map(changeLine),
        justify,
        ...written,
        ...files,
      });
    }
  }
}

function planned(plan: AdoptionPlan | undefined) {
  if (plan === undefined) return {};
  const { users, groups, policies, leavers, leaving, referred, left, remarks } = plan;
  return {
    users: users.map(({ key, name }) => ({ key, name })),
    groups: groups.map(({ key }) => key),
    policies: policies.map(({ key, arn }) => ({ key, arn })),
    leavers: leavers.map(({ name, userId }) => ({ name, userId })),
    stillThere: leaving,
    left: left.map(({ kind, name, of, reason }: Left) => defined({ kind, name, of, reason })),
    remarks: remarks.map(({ kind, name, of, remark }) => defined({ kind, name, of, remark })),
    referredPolicies: referred,
    unknownSecrets: users.flatMap(({ unknownSecrets }) => unknownSecrets),
    unknownOwners: users.filter(({ patch }) => patch.owner === "unknown").map(({ name }) => name),
  };
}
