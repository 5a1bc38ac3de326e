import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { LinesOfResources } from "../../../src/cli/findings/resource-lines";
import { ScannedFiles } from "../../../src/cli/findings/scanned-files";
import { readSarif } from "../../../src/rules/sarif/read";
import { sarifLevels } from "../../../src/rules/sarif/result";
import { UnreadableSarif } from "../../../src/rules/sarif/unreadable";
import { testdir } from "../../testdir";

const keys = [
  ...[
    "version",
    "runs",
    "tool",
    "driver",
    "name",
    "rules",
    "extensions",
    "results",
    "ruleId",
    "ruleIndex",
    "rule",
    "id",
    "index",
  ],
  ...[
    "level",
    "kind",
    "message",
    "text",
    "arguments",
    "messageStrings",
    "locations",
    "physicalLocation",
    "artifactLocation",
  ],
  ...[
    "uri",
    "uriBaseId",
    "region",
    "startLine",
    "endLine",
    "snippet",
    "logicalLocations",
    "fullyQualifiedName",
    "properties",
  ],
  ...[
    "suppressions",
    "status",
    "justification",
    "invocations",
    "executionSuccessful",
    "originalUriBaseIds",
    "artifacts",
  ],
  ...[
    "findings",
    "findingType",
    "error",
    "isPublic",
    "helpUri",
    "defaultConfiguration",
    "shortDescription",
    "baselineState",
    "__proto__",
    "constructor",
    "resource",
  ],
];

/** Anything that looks like a part of a report. */
const { any } = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom(
      "2.1.0",
      "error",
      "fail",
      "accepted",
      "x",
      "",
      "%",
      "file:///x",
      "\ud800",
      0,
      1,
      -1,
      1e300,
      null,
      true,
    ),
    fc.array(tie("any"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...keys), tie("any"), { maxKeys: 6 }),
  ),
}));

test("whatever a report holds, it is read or refused in words, and no result has a level of its own making", () => {
  const run = fc.record({
    tool: fc.record({ driver: fc.record({ name: fc.constant("t"), rules: any }) }),
    results: fc.oneof(fc.array(any), any),
  });
  const report = fc.oneof(any, fc.record({ version: fc.constant("2.1.0"), runs: fc.oneof(fc.array(run), any) }));
  fc.assert(
    fc.property(report, (value) => {
      try {
        for (const { level, message, names, places } of readSarif(JSON.stringify(value)).results) {
          expect(sarifLevels).toContain(level);
          expect([typeof message, message.includes("\n")]).toEqual(["string", false]);
          for (const name of names) expect(typeof name).toBe("string");
          for (const { startLine, endLine } of places) expect(startLine).toBeLessThanOrEqual(endLine);
        }
      } catch (error) {
        expect(error).toBeInstanceOf(UnreadableSarif);
        expect((error as Error).message).toMatch(/^(?:is |has )/);
      }
    }),
    { numRuns: 2000 },
  );
});

test("a report that is very deep, or one long text, ends in time", () => {
  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  expect(() => readSarif(deep)).toThrow("is not SARIF: it is no object");
  expect(() => readSarif(`{"version": "2.1.0", "runs": ${"[".repeat(100_000)}`)).toThrow(
    "is not JSON: it ends too early, at line 1",
  );
  const long = JSON.stringify({
    version: "2.1.0",
    runs: [{ tool: { driver: { name: "t" } }, results: [{ message: { text: "{0}".repeat(1_000_000) } }] }],
  });
  expect(readSarif(long).results[0]?.message.length).toBeLessThan(600);
});

test("a link that leads out of the project is not followed", () => {
  const outside = testdir({ "secret.json": '{"resource": {"aws_iam_user": {"alice": {}}}}' });
  const cwd = testdir({});
  symlinkSync(join(outside, "secret.json"), join(cwd, "linked.json"));
  symlinkSync(outside, join(cwd, "folder"));
  writeFileSync(join(cwd, "own.json"), '{"resource": {"aws_iam_user": {"alice": {}}}}');
  mkdirSync(join(cwd, "is-a-folder.json"));
  const files = new ScannedFiles(cwd);
  const at = (uri: string, base?: string) =>
    files.at({ uri, startLine: 1, endLine: 1, ...(base === undefined ? {} : { base }) }).address;
  expect(at("own.json")).toBe("aws_iam_user.alice");
  expect(at(`file://${join(cwd, "own.json")}`)).toBe("aws_iam_user.alice");
  expect(at("own.json", `file://${cwd}/`)).toBe("aws_iam_user.alice");
  for (const uri of [
    "linked.json",
    "folder/secret.json",
    "is-a-folder.json",
    `file://${join(outside, "secret.json")}`,
    "file://%zz",
    "own.json\u0000",
  ])
    expect([uri, at(uri)]).toEqual([uri, undefined]);
  expect(at("secret.json", `file://${outside}/`)).toBeUndefined();
});

test("each line of what is synthesized leads to the resource that stands there", () => {
  const text = readFileSync(join(__dirname, "..", "..", "constructs", "users.golden.json"), "utf8");
  const lines = text.split("\n");
  const file = new LinesOfResources(text, true);
  const { resource } = JSON.parse(text) as { resource: Record<string, Record<string, object>> };
  const addresses = Object.entries(resource).flatMap(([type, named]) =>
    Object.keys(named).map((name) => `${type}.${name}`),
  );
  const found = new Set<string>();
  let open: string | undefined;
  let type = "";
  for (const [index, line] of lines.entries()) {
    if (/^ {4}"aws_/.test(line)) type = JSON.parse(/^ {4}("[^"]*")/.exec(line)?.[1] ?? '""');
    const name = /^ {6}("[^"]*"): \{/.exec(line)?.[1];
    if (name !== undefined && type !== "") open = `${type}.${JSON.parse(name)}`;
    const address = file.at({ startLine: index + 1, endLine: index + 1 });
    if (address !== undefined) found.add(address);
    if (open !== undefined && addresses.includes(open)) expect([index, address]).toEqual([index, open]);
    if (/^ {6}\}/.test(line)) open = undefined;
    if (/^ {2}\}/.test(line)) type = "";
  }
  expect([...found].sort()).toEqual(addresses.sort());
});
