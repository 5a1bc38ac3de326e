import { count } from "../../text/count";
import { worked, works } from "../credential";
import type { Concern, DangerRule } from "../danger";
import type { Credential } from "../model/credential";
import type { Person } from "../model/person";
import { tooLarge } from "../too-large";

export const tooManySuspensions: DangerRule = {
  id: "too-many-suspensions",
  severity: "error",
  summary:
    "More users are suspended, or lose their last working key or password, than guards.maxRemovals or guards.maxRemovalShare allow.",
  why: "They stay, but nothing of theirs works any more: an empty file, a wrong branch or a wrong account looks the same.",
  fix: "Suspend them in batches, or raise the limit under guards: in a change of its own.",
  opener: "roster",
  check: ({ people, settings, rosters }): Concern[] => {
    const present = people.filter(({ change, address }) => change !== "joins" && address !== undefined);
    const suspended = present.filter(({ change }) => change === "is suspended").length;
    const cut = present.filter(({ change }) => !spokenOf.has(change)).filter(losesLast).length;
    const message = (words: string) =>
      `${words} would be cut off at once (${suspended} suspended, ${cut} without a working key or password)`;
    return tooLarge(
      suspended + cut,
      present.length,
      { settings, rosters },
      {
        number: (limit) => message(count(suspended + cut, "user")) + limit,
        share: (limit) => message(`${suspended + cut} of ${count(present.length, "user")}`) + limit,
      },
    );
  },
};

/** Rules of their own speak of these. */
const spokenOf: ReadonlySet<Person["change"]> = new Set(["leaves", "replaced", "is suspended"]);

/** An access key that worked, or the password, and nothing of that kind works after it. */
function losesLast({ credentials }: Person): boolean {
  const current = credentials.filter(({ deposed }) => !deposed);
  return [current.filter(isKey), current.filter(({ kind }) => kind === "loginProfile")].some(
    (same) => same.some(worked) && !same.some(works),
  );
}

const isKey = ({ kind }: Credential) => kind === "accessKey";
