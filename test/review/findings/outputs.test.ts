import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { sarifLevels } from "../../../src/rules/sarif/result";
import { root } from "../../terminal";
import { checkov, failed, linesOfValues, log, reviewWith } from "./sarif";

const help = "https://docs.prismacloud.io/en/policies/ckv_aws_273";
const report = checkov([failed("CKV_AWS_273", "plan.json", linesOfValues("aws_iam_user.alice"))]);
const as = async (format: string, text = report) =>
  (await reviewWith({ "scan.sarif": text }, ["--format", format])).out;

test.each<[string, RegExp | string]>([
  [
    "text",
    `alice: Checkov CKV_AWS_273 error: Ensure access is controlled through SSO and not AWS IAM defined users (see ${help})`,
  ],
  [
    "markdown",
    `\`alice: Checkov CKV_AWS_273 error: Ensure access is controlled through SSO and not AWS IAM defined users\` [\`CKV_AWS_273\`](<${help}>)`,
  ],
  ["html", `<a href="${help}" rel="noopener noreferrer">see CKV_AWS_273</a>`],
  ["json", `"help": "${help}"`],
  ["sarif", `See ${help}`],
  ["junit", `See ${help}`],
  ["github", `See ${help}`],
])("%s shows the finding with the address of its rule", async (format, expected) => {
  const out = await as(format);
  expect(out).toContain(expected);
  expect(out).toContain("finding-of-others");
});

test("the JSON fits its schema", async () => {
  const schema = JSON.parse(readFileSync(join(root, "docs", "review.schema.json"), "utf8"));
  const validate = new Ajv({ allErrors: true, strict: true }).compile(schema);
  validate(JSON.parse(await as("json")));
  expect(validate.errors).toBeNull();
  expect(schema.definitions.source.properties.level.enum).toEqual([...sarifLevels]);
});

const hostileUris = [
  "http://example.com/rule",
  "javascript:alert(1)",
  "https://user:secret@example.com/",
  'https://example.com/"><script>alert(1)</script>',
  "https://example.com/a b",
  "https://example.com/`x`",
  "https://example.com/>)[x](javascript:alert(1)",
  "https://exämple.com/",
  `https://example.com/${"a".repeat(600)}`,
  "https://example.com/\u202e",
  " https://example.com/",
];

test.each(hostileUris)("an address that is not plainly https is no link: %j", async (helpUri) => {
  const driver = { name: "scanner", rules: [{ id: "R1", helpUri }] };
  const text = log([{ tool: { driver }, results: [{ ruleId: "R1", message: { text: "x" } }] }]);
  expect(JSON.parse(await as("json", text)).dangers[0].source).toEqual({
    tool: "scanner",
    rule: "R1",
    level: "warning",
  });
});

test("texts of a report are harmless in each format, and cannot make a list endless", async () => {
  const evil = "\u001b[31m::error::x\n##[command]<script>alert(1)</script>`@octocat` [x](javascript:1)\u202e";
  const result = {
    ...{ ruleId: evil, level: "error", message: { text: evil.repeat(100) } },
    locations: [{ physicalLocation: { artifactLocation: { uri: evil }, region: { startLine: 1 } } }],
  };
  const text = log([{ tool: { driver: { name: evil, rules: [{ id: evil }] } }, results: [result] }]);
  for (const format of ["text", "markdown", "html", "sarif", "junit", "github"]) {
    const out = await as(format, text);
    expect(out).not.toContain("\u001b");
    expect(out).not.toContain("\u202e");
    if (format === "html") expect(out).not.toContain("<script>alert");
    // A page is no log, and a line that is one workflow command already is no other.
    else if (format !== "github") expect(out).not.toContain("##[command]");
    expect(out).not.toMatch(/^::error::x/m);
    expect(out.length).toBeLessThan(150_000);
  }
});

test("ten thousand findings fit into a comment, and how many more there are is said", async () => {
  const results = Array.from({ length: 12_000 }, (_, index) => failed("CKV_AWS_273", `file-${index}.tf`, [1, 2]));
  const text = checkov(results);
  const markdown = await as("markdown", text);
  expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(249_036);
  expect(markdown).toMatch(/and [\d,]+ more/);
  expect(await as("text", text)).toContain(
    "the rule finding-of-others found 12000 problems; those after the first 10000 are not shown",
  );
}, 60_000);
