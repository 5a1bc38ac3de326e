import type { DangerRule } from "../danger";

export const actionRuns: DangerRule = {
  id: "action-runs",
  severity: "error",
  summary: "The apply runs an action beside changing resources.",
  why: "What it starts, a function, a build or a command, can change access, and no plan shows what it does.",
  fix: "Move the action into a configuration of its own, whose runner may change nothing in IAM. What only sends, stops or copies is told and does not close the gate.",
  opener: "operator",
  check: ({ actions }) =>
    actions.map(({ address, type, triggeredBy }) => ({
      message: `the apply runs ${address}${triggeredBy === undefined ? "" : `, triggered by ${triggeredBy}`}`,
      address,
      severity: harmless.has(type) ? "note" : undefined,
    })),
};

/** They send, stop or copy, and start nothing that could change access. */
const harmless: ReadonlySet<string> = new Set([
  ...["aws_cloudfront_create_invalidation", "aws_dynamodb_create_backup", "aws_ec2_stop_instance"],
  ...["aws_ses_send_email", "aws_sns_publish", "aws_transcribe_start_transcription_job"],
]);
