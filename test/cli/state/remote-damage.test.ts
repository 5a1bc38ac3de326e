import { remoteDamage } from "../../../src/cli/state/remote-damage";
import type { Pending } from "../../../src/leaving/pending/pending";
import { storedState } from "../../../src/plan/stored-state";
import type { Workspace } from "../../../src/terraform/workspace";
import { noted, stored } from "./stored";

/** What is told of a state that `terraform state pull` prints. */
async function told(pulled: string, record?: Pending) {
  const pullState = jest.fn(async () => storedState(pulled));
  const looking = { record, signal: undefined, stack: "users", mending: "roster adopt --mend" };
  const damage = await remoteDamage({ pullState } as unknown as Workspace, looking);
  return { lines: damage?.text.split("\n   "), asked: pullState.mock.calls.length };
}

const BEFORE = { lineage: "a1", serial: 8 };
const NOTHING = "Nothing was planned, nothing was changed.";
const NOTED =
  "An apply that began at 2026-11-21T12:00:00.000Z has not been proved yet; the state had serial 8 then. If the backend keeps versions, put that one or a newer one back first.";

describe("does not report", () => {
  test("a state of which nothing was noted, and does not ask for it", async () => {
    expect(await told(stored(3, []))).toMatchObject({ lines: undefined, asked: 0 });
    expect(await told("", noted("none"))).toMatchObject({ lines: undefined, asked: 0 });
  });

  test("the state that was noted, or what the apply made of it", async () => {
    expect((await told(stored(8, ["alice"]), noted(BEFORE))).lines).toBeUndefined();
    expect((await told(stored(9, []), noted(BEFORE))).lines).toBeUndefined();
  });
});

describe("reports", () => {
  test("an older version of the state", async () => {
    expect((await told(stored(4, ["alice"]), noted(BEFORE))).lines).toEqual([
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
  ])("%s", async (_what, pulled, words) => {
    const { lines } = await told(pulled, noted(BEFORE));
    expect(lines).toEqual([`the state of the stack users ${words}. ${NOTHING}`, NOTED, "Next: roster adopt --mend"]);
  });
});
