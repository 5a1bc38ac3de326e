import type { DangerRule } from "../danger";

export const actionRuns: DangerRule = {
  id: "action-runs",
  severity: "warning",
  summary: "The apply runs an action beside changing resources.",
  why: "What it starts, a function, a build or a command, can change access, and no plan shows what it does.",
  fix: "Read what the action starts, and with which role; then there is nothing to do.",
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
