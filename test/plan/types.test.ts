import type { Change, KnownChange } from "../../src/plan/change";

/** `tsc` is the test: an attribute that is not known to be harmless does not exist for code that has a change. */

function statusOf(change: Change): string | undefined {
  // @ts-expect-error: a user has no status, and this may be one
  change.before?.status;
  if (change.type !== "aws_iam_access_key") return undefined;
  // @ts-expect-error: a secret is not in the table
  change.before?.secret;
  // @ts-expect-error: the attribute is called user
  change.before?.user_name;
  return change.after?.status;
}

function nothingOf(change: Change): undefined {
  return change.type === "other" ? change.before : undefined;
}

test("the type of a change tells which attributes it has", () => {
  const key: KnownChange<"aws_iam_access_key"> = {
    ...{ address: "aws_iam_access_key.a", module: "", resourceType: "aws_iam_access_key", name: "a", provider: "" },
    ...{ action: "update", forgets: false, importing: false, deposed: false, forcedBy: [], differs: [] },
    ...{
      type: "aws_iam_access_key",
      unknown: new Set(),
      partly: new Set(),
      before: undefined,
      after: { status: "Inactive" },
    },
  };
  expect([statusOf(key), nothingOf(key)]).toEqual(["Inactive", undefined]);
});
