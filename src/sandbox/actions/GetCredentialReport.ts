import type { Action } from "../call";
import { AwsError } from "../errors";

export const GetCredentialReport: Action = {
  resource: () => ({ arn: "*" }),
  run({ account }) {
    const report = account.credentialReport;
    // AWS sends this error without a message (recorded).
    if (!report) throw new AwsError(410, "ReportNotPresent");
    if (report.pending) {
      // Whoever asks too early is told so once: the report of a sandbox is made in no time.
      account.credentialReport = { ...report, pending: false };
      throw new AwsError(404, "ReportInProgress", "Report is being generated.");
    }
    return {
      Content: Buffer.from(report.content, "utf8").toString("base64"),
      ReportFormat: "text/csv",
      GeneratedTime: report.generatedTime,
    };
  },
};
