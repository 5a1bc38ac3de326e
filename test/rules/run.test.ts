import type { Rule } from "../../src/rules/rule";
import { maxFindings, type RuleKind, run } from "../../src/rules/run";

interface Place {
  readonly user: string;
}

const kind: RuleKind<readonly string[], Place, "high" | "low"> = {
  name: "audit rule",
  incomplete: "high",
  meaning: "the account counts as not audited",
  placeOf: () => ({ user: "everybody" }),
};

const contractors: Rule<readonly string[], Place, "high" | "low"> = {
  id: "contractor",
  severity: "low",
  summary: "A contractor.",
  why: "Contracts end.",
  fix: "Write expires.",
  check: (names) => names.map((user) => ({ user, message: "has no end" })),
};

const documentation = "docs/audit.md#contractor";

test("fills in what is the same for all that a rule finds", () => {
  expect(run(kind, [contractors], ["carol"])).toEqual([
    {
      ...{ id: "contractor", severity: "low", user: "carol", message: "has no end" },
      ...{ why: "Contracts end.", fix: "Write expires.", documentation },
    },
  ]);
});

test("a report may say its own severity and fix; a rule's flag reaches the finding", () => {
  const check = (names: readonly string[]) =>
    names.map((user) => ({ user, message: "has no end", severity: "high" as const, fix: "Ask HR." }));
  expect(run(kind, [{ ...contractors, flag: "directPolicies", check }], ["carol"])).toMatchObject([
    { severity: "high", fix: "Ask HR.", flag: "directPolicies" },
  ]);
});

test("fails when a rule crashes, and goes on; the words of the error are not repeated", () => {
  const crashing = {
    ...contractors,
    check: () => {
      throw new RangeError("the secret is hunter2");
    },
  };
  expect(run(kind, [crashing, contractors], ["carol"])).toMatchObject([
    {
      ...{ id: "contractor", severity: "high", user: "everybody", documentation },
      message: "the rule contractor crashed (RangeError): the account counts as not audited",
      fix: "This is a defect of iam-roster; please report it.",
    },
    { message: "has no end" },
  ]);
});

describe("a rule that finds more than is told", () => {
  const names = Array.from({ length: maxFindings + 1 }, (_, index) => `user-${index}`);

  test("says so", () => {
    const findings = run(kind, [contractors], names);
    expect(findings).toHaveLength(maxFindings + 1);
    expect(findings.at(-1)).toMatchObject({
      ...{ severity: "low", user: "everybody" },
      message: "the rule contractor found 10001 problems; those after the first 10000 are not shown",
    });
  });

  test("fails when one of those that are not shown is worse than the others", () => {
    const check = (all: readonly string[]) =>
      all.map((user, index) => ({
        ...{ user, message: "has no end" },
        severity: index === maxFindings ? ("high" as const) : ("low" as const),
      }));
    expect(run(kind, [{ ...contractors, check }], names).at(-1)).toMatchObject({ severity: "high" });
  });
});
