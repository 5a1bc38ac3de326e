import { count } from "../../text/count";
import type { DangerRule } from "../danger";
import { tooLarge } from "../too-large";

export const tooManyRemovals: DangerRule = {
  id: "too-many-removals",
  severity: "error",
  summary: "More users are removed at once than guards.maxRemovals or guards.maxRemovalShare allow.",
  why: "An empty file, a wrong branch or a wrong account looks the same.",
  fix: "Remove them in batches, or raise the limit under guards: in a change of its own.",
  opener: "roster",
  check: ({ people, settings, rosters }) => {
    const leavers = people.filter(({ change, address }) => change === "leaves" && address !== undefined).length;
    const population = people.filter(({ change, address }) => change !== "joins" && address !== undefined).length;
    return tooLarge(
      leavers,
      population,
      { settings, rosters },
      {
        number: (limit) => `${count(leavers, "user")} would leave at once${limit}`,
        share: (limit) => `${leavers} of ${count(population, "user")} would leave at once${limit}`,
      },
    );
  },
};
