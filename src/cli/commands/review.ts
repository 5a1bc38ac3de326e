import { reviewPlan } from "../../review/build";
import type { OthersFindings } from "../../review/findings/finding";
import { reviewFormats } from "../../review/render/index";
import { defined } from "../../text/defined";
import { analyzerFindings } from "../analyzer/of-plan";
import { analyzerOptions } from "../analyzer/rule";
import { readApprovers } from "../approvers-file";
import { ciSource } from "../ci-source";
import { UsageError } from "../command";
import { defineCommand } from "../define-command";
import { findingsOptions, readFindings } from "../findings/read-findings";
import { accountOptions } from "../live-account";
import { planArgument, readPlanFile } from "../plan-file";
import { accountSide, readPreflightFile } from "../preflight-file";
import { formatOptions, writeReport } from "../report-output";
import { sideOf } from "../roster-side";
import { rosterArgumentsBeside, rosterOptionsBeside } from "../rosters";
import { summaries } from "../summaries";

export const review = defineCommand({
  ...summaries.review,
  arguments: {
    ...planArgument,
    rosters: { ...rosterArgumentsBeside.rosters, help: "the same as --after: a word that ends in .yaml or .yml" },
  },
  options: {
    before: { type: "string", value: "FILE", help: "the previous users.yaml: git show BASE:users.yaml > before.yaml" },
    after: {
      type: "string",
      value: "FILE",
      help: "the current users.yaml: lines, justifications and the thresholds of guards; default: none",
    },
    file: { ...rosterOptionsBeside.file, help: "the same as --after" },
    ...formatOptions(reviewFormats),
    "fail-on": {
      type: "choice",
      choices: ["error", "warn", "warning"],
      default: "error",
      help: "warn: warnings close the gate too",
    },
    "detailed-exitcode": { type: "boolean", help: "2 when the gate is open and the plan changes something" },
    drift: { type: "boolean", help: "changes to people outside Terraform close the gate" },
    runner: {
      type: "string",
      value: "NAME",
      help: "IAM name or ARN of the identity that runs the plan: the plan must not remove it",
    },
    preflight: {
      type: "string",
      value: "FILE",
      help: "the preflight report of this plan: roster preflight PLAN.json --out FILE",
    },
    approvers: {
      type: "string",
      value: "FILE",
      help: "who has approved the pull request, one login a line: approvedBy of a new justification must be among them",
    },
    ...findingsOptions,
    ...analyzerOptions,
    ...accountOptions,
  },
  notes: ["Exit codes: 0 the gate is open, 1 bad input, 3 the gate is closed."],
  examples: [
    "review plan.json users.yaml",
    "review plan.json --before before.yaml --after users.yaml --format text,markdown=review.md,sarif=review.sarif",
    "review plan.json --after users.yaml --findings checkov.sarif --findings-close warning",
  ],
  run: async (input) => {
    const { args, values, cwd, today } = input;
    const [current, another] = [values.after, ...values.file, ...args.rosters].filter((name) => name !== undefined);
    if (another !== undefined)
      throw new UsageError("the roster, --file and --after are the same, the current users.yaml: give one of them");
    const file = readPlanFile(args.plan, cwd);
    const { plan } = file;
    const preflight =
      values.preflight === undefined ? undefined : readPreflightFile(values.preflight, cwd, file.sha256);
    const approvers = values.approvers === undefined ? undefined : readApprovers(values.approvers, cwd);
    if (approvers !== undefined && current === undefined)
      throw new UsageError("--approvers needs the current users.yaml, which has the justifications: add --after FILE");
    const read = readFindings(input);
    const said = values.account ? await analyzerFindings(plan, input) : undefined;
    const before = await sideOf(values.before, input);
    const after = await sideOf(current, input);
    const made = reviewPlan(plan, {
      ...defined({ before, after, now: today }),
      ...(preflight === undefined ? {} : accountSide(preflight)),
      ...defined({ approvers, runner: values.runner, source: ciSource(input.env, cwd) }),
      others: said === undefined ? read : together(read, said),
      failOn: values["fail-on"] === "error" ? "error" : "warning",
      detailedExitcode: values["detailed-exitcode"],
      refuseDrift: values.drift,
    });
    writeReport(input, reviewFormats, made);
    return made.gate.exitCode;
  },
});

function together(read: OthersFindings, said: Pick<OthersFindings, "findings" | "gaps">): OthersFindings {
  return { ...read, findings: [...read.findings, ...said.findings], gaps: [...read.gaps, ...said.gaps] };
}
