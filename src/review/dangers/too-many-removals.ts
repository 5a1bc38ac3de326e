import { count } from "../../text/count";
import type { DangerRule } from "../danger";

/** Below it a share says nothing: one of three is a third. */
const leastPeople = 10;

export const tooManyRemovals: DangerRule = {
  id: "too-many-removals",
  severity: "error",
  summary: "More users are removed at once than guards.maxRemovals or guards.maxRemovalShare allow.",
  why: "An empty file, a wrong branch or a wrong account looks the same.",
  fix: "Remove them in batches, or raise the limit under guards: in a change of its own.",
  opener: "roster",
  check: ({ people, settings }) => {
    const leavers = people.filter(({ change, address }) => change === "leaves" && address !== undefined).length;
    const population = people.filter(({ change, address }) => change !== "joins" && address !== undefined).length;
    if (leavers > settings.maxRemovals) {
      return [
        { message: `${count(leavers, "user")} would leave at once; guards.maxRemovals is ${settings.maxRemovals}` },
      ];
    }
    if (population < leastPeople || leavers / population <= settings.maxRemovalShare) return [];
    const share = Math.round((leavers / population) * 100);
    const message = `${leavers} of ${count(population, "user")} would leave at once, ${share} %; guards.maxRemovalShare is ${settings.maxRemovalShare}`;
    return [{ message }];
  },
};
