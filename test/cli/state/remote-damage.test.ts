import { remoteDamage } from "../../../src/cli/state/remote-damage";
import type { Pending } from "../../../src/leaving/pending/pending";
import { storedState } from "../../../src/plan/stored-state";
import { noted, stored } from "./stored";

/** What is told of a state that `terraform state pull` prints. */
function told(pulled: string, record?: Pending): string[] | undefined {
  const seen = pulled === "" ? { kind: "absent" as const } : storedState(pulled);
  return remoteDamage(seen, record, { stack: "users", mending: "roster adopt --mend" })?.split("\n   ");
}

const BEFORE = { lineage: "a1", serial: 8 };
const NOTHING = "Nothing was planned, nothing was changed.";
const NOTED =
  "An apply that began at 2026-11-21T12:00:00.000Z has not been proved yet; the state had serial 8 then. If the backend keeps versions, put that one or a newer one back first.";

describe("does not report", () => {
  test("a state of which nothing was noted", () => {
    expect(told(stored(3, []))).toBeUndefined();
    expect(told("", noted("none"))).toBeUndefined();
  });

  test("the state that was noted, or what the apply made of it", () => {
    expect(told(stored(8, ["alice"]), noted(BEFORE))).toBeUndefined();
    expect(told(stored(9, []), noted(BEFORE))).toBeUndefined();
  });
});

describe("reports", () => {
  test("an older version of the state", () => {
    expect(told(stored(4, ["alice"]), noted(BEFORE))).toEqual([
      `the state of the stack users is older than it was: it has serial 4. ${NOTHING}`,
      NOTED,
      "Next: roster adopt --mend",
    ]);
  });

  test.each([
    [
      "another state",
      stored(9, [], "b2"),
      "is another state than the one that was there before: it has another lineage",
    ],
    ["no state", "", "is missing"],
    ["half a state", stored(9, []).slice(0, 60), "is damaged: it is not the JSON that Terraform writes"],
  ])("%s", (_what, pulled, words) => {
    expect(told(pulled, noted(BEFORE))).toEqual([
      `the state of the stack users ${words}. ${NOTHING}`,
      NOTED,
      "Next: roster adopt --mend",
    ]);
  });
});
