import type { PartialRoster } from "../../roster/roster";
import type { BetweenGuard } from "./between";
import { stateAddress } from "./state-address";

export const statesDistinct: BetweenGuard = {
  id: "states-distinct",
  severity: "error",
  summary: "No two rosters of a project keep their state at the same place, however it is written.",
  why: "A state is of one stack: the deploy of one roster would remove everybody of the other.",
  fix: "Give one of them a backend with another path, key, prefix, address or workspace.",
  check: ({ roster, others, project }) => {
    const { same, shown } = stateAddress(roster.backend, project);
    return others
      .filter((other) => stateAddress(other.roster.backend, project).same === same && !bothByName(roster, other.roster))
      .map((other) => {
        const there = other.placeOf(backendOf(other.roster));
        return { message: `the state is kept in ${shown}, and so is that of ${there}`, ...backendOf(roster) };
      });
  },
};

function backendOf({ file, backend }: PartialRoster) {
  return { file, path: ["backend", backend.kind] };
}

/** Where the name of the stack is what makes the path, that is what is wrong. */
function bothByName(one: PartialRoster, other: PartialRoster): boolean {
  const byName = ({ stack, backend }: PartialRoster) => backend.settings.path === `terraform.${stack}.tfstate`;
  return one.stack.toLowerCase() === other.stack.toLowerCase() && byName(one) && byName(other);
}
