import { diagnosticsOfText, parseDiagnostic, plainText } from "../../src/terraform/diagnostics";
import { parseUiLine } from "../../src/terraform/ui-events";

test("text from outside loses what could act on a terminal", () => {
  expect(plainText("\u001b[31mred\u001b[0m \u001b]0;title\u0007a\u0000b\u202Ec\r\nd\te")).toBe(
    "red a\ufffdb\ufffdc\nd\te",
  );
  expect(plainText("12345", 3)).toBe("123 [cut: 2 more characters]");
});

test("a diagnostic keeps words and place, and drops the code and the values that terraform quotes", () => {
  const diagnostic = parseDiagnostic({
    severity: "error",
    summary: "deleting IAM User (alice)",
    detail: "DeleteConflict: Cannot delete entity, must remove tokens from principal first.\u001b[0m",
    address: "aws_iam_user.alice",
    range: { filename: "cdk.tf.json", start: { line: 3, column: 7, byte: 40 }, end: { line: 3, column: 8, byte: 41 } },
    snippet: { code: "password", values: [{ traversal: "var.seed", statement: "is JBSWY3DPEHPK3PXP" }] },
  });
  expect(diagnostic).toEqual({
    severity: "error",
    summary: "deleting IAM User (alice)",
    detail: "DeleteConflict: Cannot delete entity, must remove tokens from principal first.",
    address: "aws_iam_user.alice",
    at: { file: "cdk.tf.json", line: 3, column: 7 },
  });
  expect(parseDiagnostic({ severity: "hint", summary: "x" })).toBeUndefined();
  expect(parseDiagnostic(null)).toBeUndefined();
});

test("reads diagnostics that are told in words, framed or not", () => {
  const text = "Initializing...\n╷\n│ Warning: Old\n│ \n│ Very old.\n╵\n\nError: Broken\n\nIn two\nlines.\n";
  expect(diagnosticsOfText(text)).toEqual([
    { severity: "warning", summary: "Old", detail: "Very old." },
    { severity: "error", summary: "Broken", detail: "In two\nlines." },
  ]);
});

test("takes from the stream of an apply what happens to which resource, and nothing that holds values", () => {
  const resource = { addr: "aws_iam_virtual_mfa_device.alice--phone", resource_type: "aws_iam_virtual_mfa_device" };
  const line = (value: object): string =>
    JSON.stringify({ "@level": "info", "@message": "seed JBSWY3DPEHPK3PXP", ...value });
  expect(
    [
      line({
        type: "planned_change",
        change: { resource, action: "delete", reason: "delete_because_no_resource_config" },
      }),
      line({
        type: "apply_complete",
        hook: { resource, action: "create", id_key: "id", id_value: "secret", elapsed_seconds: 2 },
      }),
      line({ type: "apply_errored", hook: { resource, action: "delete", elapsed_seconds: 1 } }),
      line({
        type: "change_summary",
        changes: { add: 1, change: 0, remove: 2, import: 3, forget: 4, action_invocation: 5, operation: "apply" },
      }),
      line({ type: "diagnostic", diagnostic: { severity: "warning", summary: "careful", detail: "" } }),
      line({ type: "outputs", outputs: { seed: { value: "JBSWY3DPEHPK3PXP" } } }),
      line({ type: "log" }),
      "not json",
      "null",
    ].map(parseUiLine),
  ).toEqual([
    {
      type: "planned_change",
      address: "aws_iam_virtual_mfa_device.alice--phone",
      resourceType: "aws_iam_virtual_mfa_device",
      action: "delete",
      reason: "delete_because_no_resource_config",
    },
    {
      type: "apply_complete",
      address: "aws_iam_virtual_mfa_device.alice--phone",
      resourceType: "aws_iam_virtual_mfa_device",
      action: "create",
      elapsedSeconds: 2,
    },
    {
      type: "apply_errored",
      address: "aws_iam_virtual_mfa_device.alice--phone",
      resourceType: "aws_iam_virtual_mfa_device",
      action: "delete",
      elapsedSeconds: 1,
    },
    { type: "change_summary", operation: "apply", add: 1, change: 0, remove: 2, import: 3, forget: 4, invoke: 5 },
    { type: "diagnostic", diagnostic: { severity: "warning", summary: "careful", detail: "" } },
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
