import type { DangerRule } from "../danger";
import type { Person } from "../model/person";

export const deposedObject: DangerRule = {
  id: "deposed-object",
  severity: "warning",
  summary: "An interrupted replacement has left an old object behind.",
  why: "The old credential is still valid beside the new one; after a rename Terraform stops managing it without deleting it.",
  fix: "Check whether the old object is gone after the apply: roster verify, or the console.",
  opener: "operator",
  check: ({ changes, people, changesOf }) => {
    const old = changes.filter(({ deposed }) => deposed);
    if (old.length === 0) return [];
    const owners = new Map<string, Person>(
      people.flatMap((person) => changesOf(person).map((change) => [change.address, person] as const)),
    );
    return old.map(({ address }) => {
      const person = owners.get(address);
      return {
        message: `${address} has an old object beside the current one`,
        address,
        person,
      };
    });
  },
};
