import type { DangerRule } from "../danger";
import { count, listed } from "../words";

export const secretInClear: DangerRule = {
  id: "secret-in-clear",
  severity: "warning",
  summary: "The plan holds secrets that are not marked as such.",
  why: "Whatever prints the plan prints them too: terraform show, logs of pipelines, other reviewers.",
  fix: "Treat the plan and its JSON as secrets: no artefact that others can read, no log; delete them after the apply.",
  opener: "operator",
  check: ({ secrets }) => {
    const attributes = new Map<string, string[]>();
    for (const { address, type, attribute } of secrets) {
      const what = `${type}.${attribute}`;
      attributes.set(what, [...(attributes.get(what) ?? []), address]);
    }
    return [...attributes].map(([what, addresses]) => ({
      message: `${what} stands in clear in the plan, of ${addresses.length > 3 ? count(addresses.length, "resource") : listed(addresses)}`,
    }));
  },
};
