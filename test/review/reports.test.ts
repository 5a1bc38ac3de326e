import { dangerRules } from "../../src/review/dangers/index";
import { reviewFormats } from "../../src/review/render/index";
import { reviewOf } from "./fixture";

const sarif = async (story: string) => JSON.parse(reviewFormats.sarif(await reviewOf(story))).runs[0];

test("SARIF: a danger stands on its line of users.yaml, under its rule", async () => {
  const { results, tool } = await sarif("administrator-granted");
  const [result] = results;
  expect([result.ruleId, result.level]).toEqual(["administrator-granted", "error"]);
  expect(tool.driver.rules[result.ruleIndex].id).toBe("administrator-granted");
  expect(result.locations).toEqual([
    { physicalLocation: { artifactLocation: { uri: "users.yaml" }, region: { startLine: 12, startColumn: 3 } } },
  ]);
});

test("SARIF: somebody who is gone from users.yaml points at its first line, and everything points somewhere", async () => {
  const { results } = await sarif("removal-without-soak");
  expect(results.map(({ locations }: { locations: unknown }) => locations)).toEqual(
    results.map(() => [{ physicalLocation: { artifactLocation: { uri: "users.yaml" }, region: { startLine: 1 } } }]),
  );
});

test("SARIF: a justification is an accepted suppression, in its own words", async () => {
  const { results } = await sarif("administrator-granted-justified");
  expect(results[1].suppressions ?? results[0].suppressions).toEqual([
    {
      kind: "external",
      status: "accepted",
      justification: "She is on call for the whole account; secops@example.com; SEC-7",
    },
  ]);
});

test("JUnit: one test a rule; what closes the gate fails, the rest is output", async () => {
  const junit = reviewFormats.junit(await reviewOf("renamed"));
  expect(junit).toContain(`tests="${dangerRules.length}" failures="0" errors="0"`);
  expect(junit).toContain("<system-out>users.yaml:18 bob is renamed to robert; what stops working: ");
  const closed = reviewFormats.junit(await reviewOf("removal-without-soak"));
  expect(closed).toContain('<failure message="bob leaves and was never suspended">');
  expect(closed).toContain('failures="1"');
  const strict = reviewFormats.junit(await reviewOf("renamed", { failOn: "warning" }));
  expect(strict).toContain('failures="1"');
});
