import { type ChangeSummary, hasChanges, parseUiLine } from "../../src/terraform/ui-events";

/** What `plan -json` and `apply -json` say at the end, of both engines. */
function summaryOf(changes: object): ChangeSummary {
  const event = parseUiLine(JSON.stringify({ "@level": "info", "@message": "x", type: "change_summary", changes }));
  if (event?.type !== "change_summary") throw new Error("it is a summary");
  return event;
}

const nothing = { add: 0, change: 0, remove: 0, import: 0, forget: 0, invoke: 0 };

test.each<[string, object, Partial<ChangeSummary>]>([
  [
    "Terraform 1.14 runs an action",
    { add: 0, change: 0, import: 0, remove: 0, action_invocation: 2, operation: "plan" },
    { invoke: 2 },
  ],
  [
    "OpenTofu 1.12 stops managing a user",
    { add: 0, change: 0, import: 0, remove: 0, forget: 1, operation: "plan" },
    { forget: 1 },
  ],
  ["Terraform 1.11 deletes a user", { add: 0, change: 0, import: 0, remove: 1, operation: "plan" }, { remove: 1 }],
])("%s: that is a change", (_what, changes, expected) => {
  const summary = summaryOf(changes);
  expect(summary).toEqual({ type: "change_summary", operation: "plan", ...nothing, ...expected });
  expect(hasChanges(summary)).toBe(true);
});

test("nothing to add, change, remove, import, forget or run is no change", () => {
  expect(hasChanges(summaryOf({ add: 0, change: 0, remove: 0, import: 0, forget: 0, action_invocation: 0 }))).toBe(
    false,
  );
});

test.each([
  "planned_action_invocation",
  "action_start",
  "ephemeral_op_start",
  "ephemeral_action_started",
  "list_start",
])("a message of a later engine is ignored: %s", (type) => {
  expect(parseUiLine(JSON.stringify({ type, action: { addr: "action.aws_lambda_invoke.notify" } }))).toBeUndefined();
});
