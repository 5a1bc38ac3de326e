import type { PlanDocument } from "../../src/plan/accept";
import { isAtLeast, oldestProvider, versionOf } from "../../src/plan/provider-version";

const constrained = (...constraints: readonly string[]) => ({
  configuration: {
    provider_config: Object.fromEntries(
      constraints.map((version_constraint, index) => [`module.m${index}:aws`, { name: "aws", version_constraint }]),
    ),
  },
});
const changed = (type: string, change: object) => ({ resource_changes: [{ type, change }] });

test.each<[string, PlanDocument, string]>([
  ["nothing", {}, "?"],
  ["a range", constrained(">= 5.80.0, < 7.0.0"), "5.80.0"],
  ["an exact version", constrained("6.40.1"), "6.40.1"],
  ["an exact version with its sign", constrained("= 6.40.1"), "6.40.1"],
  ["about a version", constrained("~> 6.27"), "6.27.0"],
  ["above a version", constrained("> 6.26.0"), "6.26.1"],
  ["only what it must not be", constrained("!= 6.14.0, < 7"), "?"],
  ["a pre-release, of which nothing is known", constrained(">= 6.0.0-beta1"), "?"],
  ["text that is no constraint", constrained("latest ${x} >>"), "?"],
  ["two modules, of which the stricter one counts", constrained(">= 5.80", "~> 6.30"), "6.30.0"],
  ["another provider", { configuration: { provider_config: { t: { name: "time", version_constraint: "9" } } } }, "?"],
  [
    "a device with its serial number",
    changed("aws_iam_virtual_mfa_device", { before: { serial_number: null } }),
    "6.28.0",
  ],
  ["a device without", changed("aws_iam_virtual_mfa_device", { before: { arn: "a" }, after: null }), "?"],
  ["a user with an identity", changed("aws_iam_user", { after_identity: { name: "alice" } }), "6.36.0"],
  ["a user without", changed("aws_iam_user", { before_identity: null, after: { name: "alice" } }), "?"],
  [
    "the most that is known",
    { ...constrained(">= 5.80"), ...changed("aws_iam_user", { before_identity: { name: "alice" } }) },
    "6.36.0",
  ],
  ["what is no plan at all", { configuration: [], resource_changes: "x" }, "?"],
])("the oldest provider of a plan with %s", (_what, document, expected) => {
  expect(oldestProvider(document)?.join(".") ?? "?").toBe(expected);
});

test("versions are compared as numbers", () => {
  expect(isAtLeast(versionOf("6.100.0"), [6, 27, 0])).toBe(true);
  expect(isAtLeast(versionOf("6.26.9"), [6, 27, 0])).toBe(false);
  expect(isAtLeast(versionOf("10"), [6, 27, 0])).toBe(true);
  expect(isAtLeast(undefined, [6, 27, 0])).toBe(false);
});
