import { checkov, failed, log, reviewWith, told } from "./sarif";

/** What somebody reads whose report cannot be read. */
async function refused(text: string | Buffer): Promise<string> {
  const error: unknown = await reviewWith({ "scan.sarif": text }).then(
    () => undefined,
    (thrown) => thrown,
  );
  return error instanceof Error ? error.message : "it was read";
}

const run = { tool: { driver: { name: "scanner" } }, results: [] as object[] };

test.each<[string, string | Buffer, string]>([
  ["it is empty", "", "scan.sarif: is empty"],
  ["a comma is too much", '{\n  "version": "2.1.0",\n}', "scan.sarif: is not JSON: the fault is at line 3, column 1"],
  [
    "it is cut off",
    '{"version": "2.1.0", "runs": [',
    "scan.sarif: is not JSON: it ends too early, at line 1, column 31",
  ],
  ["it is a list", "[]", "scan.sarif: is not SARIF: it is no object"],
  [
    "it is of another version",
    log([], "2.0.0"),
    'scan.sarif: is not SARIF 2.1.0: its version is "2.0.0"; let the tool write SARIF 2.1.0',
  ],
  [
    "it is the JSON of checkov",
    '{"check_type": "terraform_plan"}',
    "scan.sarif: is not SARIF 2.1.0: its version is missing; let the tool write SARIF 2.1.0",
  ],
  ["runs is no list", log({}), "scan.sarif: is not SARIF 2.1.0: runs is not a list"],
  ["a tool has no name", log([{ results: [] }]), "scan.sarif: is not SARIF 2.1.0: runs[0].tool.driver.name is missing"],
  [
    "results is no list",
    log([{ ...run, results: {} }]),
    "scan.sarif: is not SARIF 2.1.0: runs[0].results is not a list",
  ],
  [
    "a result is no object",
    log([{ ...run, results: [7] }]),
    "scan.sarif: is not SARIF 2.1.0: runs[0].results[0] is no object",
  ],
  [
    "a level is unknown",
    log([{ ...run, results: [{ level: "critical" }] }]),
    'scan.sarif: is not SARIF 2.1.0: the level of runs[0].results[0] is "critical"; SARIF has error, warning, note, none',
  ],
  [
    "a level is no text",
    log([{ ...run, results: [{ level: 3 }] }]),
    "scan.sarif: is not SARIF 2.1.0: the level of runs[0].results[0] is no text; SARIF has error, warning, note, none",
  ],
  [
    "suppressions are no objects",
    log([{ ...run, results: [{ level: "error", suppressions: [true] }] }]),
    "scan.sarif: is not SARIF 2.1.0: runs[0].results[0].suppressions is not a list of objects",
  ],
  ["it is not UTF-8", Buffer.from([0x7b, 0xff, 0x7d]), "scan.sarif: is not UTF-8; let the tool write SARIF 2.1.0"],
  [
    "it has more results than anybody can mean",
    log([{ ...run, results: Array.from({ length: 100_001 }, () => ({})) }]),
    "scan.sarif: has 100,001 results, more than the 100,000 that are read; let the tool report on less",
  ],
  [
    "it is too large",
    Buffer.alloc(64 * 1024 * 1024 + 1, " "),
    "scan.sarif: has more than the 64 MiB that are read; let the tool report on less",
  ],
])("fails when %s", async (_, text, message) => {
  expect(await refused(text)).toBe(message);
});

test("fails when there is no such file", async () => {
  await expect(reviewWith({}, ["--findings", "absent.sarif"])).rejects.toThrow(
    "absent.sarif: no such file; let the tool write it first",
  );
});

test.each<[string, string, string]>([
  ["no runs", log([]), "scan.sarif: has no runs: no tool says anything in it"],
  [
    "a run without results",
    log([{ tool: run.tool }]),
    "scan.sarif: scanner says nothing: its run has no list of results",
  ],
  [
    "a tool that failed",
    log([{ ...run, invocations: [{ executionSuccessful: false }, { executionSuccessful: true }] }]),
    "scan.sarif: scanner says that it failed: 1 run did not end well",
  ],
])("a file with %s is a warning, and never a pass where warnings close the gate", async (_, text, message) => {
  expect(await told({ "scan.sarif": text })).toEqual([`warning ${message}`]);
  expect((await reviewWith({ "scan.sarif": text })).code).toBe(0);
  expect((await reviewWith({ "scan.sarif": text }, ["--fail-on=warn"])).code).toBe(3);
});

test("a level that a result leaves out is that of its rule, else warning; what is no failure has none", async () => {
  const rules = [{ id: "R1", defaultConfiguration: { level: "note" } }, { id: "R2" }];
  const results = [
    { ruleId: "R1", message: { text: "of its rule" } },
    { ruleIndex: 1, message: { text: "of nobody" } },
    { rule: { id: "R2" }, kind: "pass", message: { text: "a pass" } },
    { ruleId: "R1", baselineState: "absent", message: { text: "gone" } },
    { message: { text: "without a rule" } },
  ];
  const report = log([{ tool: { driver: { name: "scanner", rules } }, results }]);
  expect(await told({ "scan.sarif": report })).toEqual([
    "warning nobody named: scanner R2 warning: of nobody",
    "warning nobody named: scanner warning: without a rule",
    "note nobody named: scanner R1 note: of its rule",
    "note nobody named: scanner R2: a pass",
  ]);
});

test("a message of nothing but places, and an argument of a megabyte, are one line", async () => {
  const stored = { id: "R1", messageStrings: { default: { text: "{0}".repeat(100_000) } } };
  const results = [{ ruleId: "R1", message: { id: "default", arguments: ["a".repeat(1024 * 1024)] } }];
  const report = log([{ tool: { driver: { name: "scanner", rules: [stored] } }, results }]);
  expect(await told({ "scan.sarif": report })).toEqual([
    `warning nobody named: scanner R1 warning: ${"a".repeat(500)}…`,
  ]);
});

test("a message may stand with its rule, and Trivy's table is told as its message", async () => {
  const stored = { id: "R1", messageStrings: { default: { text: "{0} has {1}; {2} stays" } } };
  const scanner = {
    tool: { driver: { name: "scanner", rules: [stored] } },
    results: [{ ruleId: "R1", message: { id: "default", arguments: ["alice", "two keys"] } }],
  };
  const rule = {
    id: "AVD-AWS-0143",
    shortDescription: { text: "IAM policies should not be granted directly to users." },
  };
  const trivy = {
    tool: { driver: { name: "Trivy", rules: [rule] } },
    results: [
      {
        ...{ ruleId: "AVD-AWS-0143", ruleIndex: 0, level: "note" },
        message: {
          text: "Artifact: main.tf\nType: terraform\nVulnerability AVD-AWS-0143\nSeverity: LOW\nMessage: One or more policies are attached directly to a user\nLink: [AVD-AWS-0143](https://avd.aquasec.com/misconfig/avd-aws-0143)",
        },
        locations: [
          {
            message: { text: "main.tf" },
            physicalLocation: {
              artifactLocation: { uri: "main.tf", uriBaseId: "ROOTPATH" },
              region: { startLine: 3, startColumn: 1, endLine: 9, endColumn: 1 },
            },
          },
        ],
      },
    ],
  };
  expect(await told({ "scan.sarif": log([scanner, trivy]) })).toEqual([
    "warning nobody named: scanner R1 warning: alice has two keys; {2} stays",
    "note nobody named (main.tf:3): Trivy AVD-AWS-0143 note: IAM policies should not be granted directly to users.: One or more policies are attached directly to a user",
  ]);
});

test("what is suppressed in the tool is accepted with its reason; what is only asked for, or refused, is not", async () => {
  const suppressed = (suppressions: unknown) => failed("CKV_AWS_273", "nowhere.json", [1, 1], { suppressions });
  const skipped = { kind: "inSource", justification: "Break glass needs a user" };
  const accepted = checkov([suppressed([skipped])]);
  expect(await told({ "checkov.sarif": accepted })).toEqual([expect.stringMatching(/^justified nobody named/)]);
  const { code, out } = await reviewWith({ "checkov.sarif": accepted });
  expect(code).toBe(0);
  expect(JSON.parse(out).dangers[0].justified).toEqual({
    ticket: "suppressed in Checkov",
    justification: "Break glass needs a user",
  });
  for (const open of [[], [{ ...skipped, status: "underReview" }], [skipped, { ...skipped, status: "rejected" }], null])
    expect((await reviewWith({ "checkov.sarif": checkov([suppressed(open)]) })).code).toBe(3);
});

test("--findings-close says from which level on a finding closes the gate", async () => {
  const results = ["error", "warning", "note", "none"].map((level) =>
    failed("CKV_AWS_40", "x.json", [1, 1], { level }),
  );
  const codes = async (level: string, ...words: string[]) => {
    const report = checkov(results.filter((result) => result.level === level));
    return (await reviewWith({ "checkov.sarif": report }, ["--json", ...words])).code;
  };
  const closing = async (...words: string[]) => {
    const all = ["error", "warning", "note", "none"];
    const found = await Promise.all(all.map((level) => codes(level, ...words)));
    return all.filter((_, index) => found[index] === 3);
  };
  expect(await closing()).toEqual(["error"]);
  expect(await closing("--fail-on=warn")).toEqual(["error", "warning"]);
  expect(await closing("--findings-close=warning")).toEqual(["error", "warning"]);
  expect(await closing("--findings-close=note")).toEqual(["error", "warning", "note"]);
  expect(await closing("--findings-close=none")).toEqual([]);
  expect(await closing("--findings-close=error", "--fail-on=warn")).toEqual(["error"]);
  expect(await closing("--findings-close=none", "--fail-on=warn")).toEqual([]);
});
