import { kinds } from "../../terms/kinds";
import { listed } from "../../text/count";
import type { DangerRule } from "../danger";

export const secretInClear: DangerRule = {
  id: "secret-in-clear",
  severity: "warning",
  summary: "The plan holds secrets that are not marked as such.",
  why: "Whatever prints the plan prints them too: terraform show, logs of pipelines, other reviewers.",
  fix: "Treat the plan and its JSON as secrets: no artefact that others can read, no log; delete them after the apply.",
  opener: "operator",
  check: ({ secrets }) => {
    const byType = new Map<string, { readonly attributes: Set<string>; readonly addresses: Set<string> }>();
    for (const { address, type, attribute } of secrets) {
      const known = byType.get(type) ?? { attributes: new Set(), addresses: new Set() };
      known.attributes.add(attribute);
      known.addresses.add(address);
      byType.set(type, known);
    }
    return [...byType].map(([type, { attributes, addresses }]) => ({
      message: `${listed([...attributes])} of ${listed([...addresses], 3)} ${attributes.size === 1 ? "is" : "are"} in plain text in the plan`,
      // The provider marks no seed of any device: that is so in every plan, and nobody can mend it.
      severity: type === kinds.mfaDevice.type ? "note" : undefined,
    }));
  },
};
