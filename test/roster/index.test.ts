import * as roster from "../../src/roster/index";

test("the package promises these functions, and nothing that only its own commands need", () => {
  expect(Object.keys(roster).sort()).toEqual([
    "byPlace",
    "diagnose",
    "formatDiagnostic",
    "loadRoster",
    "readableOf",
    "readingRules",
  ]);
});
