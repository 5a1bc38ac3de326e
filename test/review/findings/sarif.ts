import { readFileSync } from "node:fs";
import { join } from "node:path";
import { review } from "../../../src/cli/commands/review";
import { type Ran, runCommand } from "../../terminal";
import { testdir } from "../../testdir";
import { now } from "../fixture";

const story = join(__dirname, "..", "fixtures", "joins");

/** With a policy of two statements in the place of one of three hundred services: these tests are about something else. */
const read = (file: string) =>
  readFileSync(join(story, file), "utf8").replaceAll("policy/ReadOnlyAccess", "policy/IAMUserChangePassword");

const plan = JSON.parse(read("plan.golden.json"));

/** As Terraform writes it; the plans of the stories are kept without it. */
const plannedValues = {
  root_module: {
    resources: plan.resource_changes.map(
      ({ address, type, name, change }: Record<string, Record<string, unknown>>) => ({
        ...{ address, mode: "managed", type, name, schema_version: 0, values: change?.after, sensitive_values: {} },
      }),
    ),
  },
};

/** `terraform show -json PLAN | jq .`: a scanner tells lines of it. */
export const planText = JSON.stringify({ ...plan, planned_values: plannedValues }, null, 2);
export const usersYaml = read("users.yaml");

export interface Result {
  readonly ruleId?: string;
  readonly level?: string;
  readonly message?: object;
  readonly [key: string]: unknown;
}

/** A report as checkov writes it (checkov/common/output/sarif.py): one run, all levels `error` without a key of its platform. */
export function checkov(results: readonly Result[], more: object = {}): string {
  const ids = [...new Set(results.map(({ ruleId = "" }) => ruleId))];
  const rules = ids.map((id) => ({
    id,
    name: nameOf(id),
    shortDescription: { text: nameOf(id) },
    fullDescription: { text: nameOf(id) },
    // Of the first result of the rule only: it says nothing of the others.
    help: { text: `${nameOf(id)}\nResource: aws_iam_user.deploy-bot` },
    defaultConfiguration: { level: "error" },
    helpUri: `https://docs.prismacloud.io/en/policies/${id.toLowerCase()}`,
  }));
  const driver = { name: "Checkov", version: "3.2.1", informationUri: "https://checkov.io", rules };
  return log([{ tool: { driver }, results, ...more }]);
}

export function log(runs: unknown, version: unknown = "2.1.0"): string {
  return JSON.stringify({
    $schema: "https://raw.githubusercontent.com/oasis-tcs/sarif-schema-2.1.0.json",
    version,
    runs,
  });
}

function nameOf(id: string): string {
  return id === "CKV_AWS_273"
    ? "Ensure access is controlled through SSO and not AWS IAM defined users"
    : "Ensure IAM policies are attached only to groups or roles";
}

/** A failed check, on these lines of a file. */
export function failed(ruleId: string, uri: string, lines: readonly [number, number], more: object = {}): Result {
  const region = { startLine: lines[0], endLine: lines[1] };
  return {
    ...{ ruleId, ruleIndex: 0, level: "error", message: { text: nameOf(ruleId) }, attachments: [] },
    locations: [{ physicalLocation: { artifactLocation: { uri }, region } }],
    ...more,
  };
}

/** The lines of the `values` of a resource in a plan, as checkov tells them. */
export function linesOfValues(address: string, text = planText): readonly [number, number] {
  const lines = text.split("\n");
  const planned = lines.findIndex((line) => line.startsWith('  "planned_values"'));
  const start = lines.findIndex(
    (line, index) => index > planned && line.trim() === `"address": ${JSON.stringify(address)},`,
  );
  const values = lines.findIndex((line, index) => index > start && line.trim() === '"values": {');
  const indent = /^ */.exec(lines[values] ?? "")?.[0];
  return [values + 1, lines.findIndex((line, index) => index > values && line.startsWith(`${indent}}`)) + 1];
}

/** Reviews the story with these reports, as somebody would on the command line. */
export function reviewWith(
  files: Readonly<Record<string, string | Buffer>>,
  words: readonly string[] = ["--json"],
): Promise<Ran> {
  const cwd = testdir({ "plan.json": planText, "users.yaml": usersYaml, ...files });
  const reports = Object.keys(files).filter((name) => name.endsWith(".sarif"));
  const given = ["plan.json", "--after", "users.yaml", ...reports.map((name) => `--findings=${name}`), ...words];
  return runCommand(review, { cwd, today: now }, given);
}

interface Told {
  readonly id: string;
  readonly severity: string;
  readonly message: string;
  readonly person?: string;
  readonly justified?: object;
}

/** What the review says of the findings, a line each. */
export async function told(files: Readonly<Record<string, string>>, words: readonly string[] = []): Promise<string[]> {
  const { out } = await reviewWith(files, ["--json", ...words]);
  const { dangers } = JSON.parse(out) as { dangers: readonly Told[] };
  return dangers
    .filter(({ id }) => id === "finding-of-others")
    .map(({ severity, message, person, justified }) =>
      [
        justified === undefined ? severity : "justified",
        ...(person === undefined ? [] : [`[${person}]`]),
        message,
      ].join(" "),
    );
}
