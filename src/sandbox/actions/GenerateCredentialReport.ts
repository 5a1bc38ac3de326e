import type { Action } from "../call";
import { writeCredentialReport } from "../credential-report";

/** A report is made anew once the last one is four hours old (API reference, GenerateCredentialReport). */
const REPORT_LIFE_MS = 4 * 3_600_000;

export const GenerateCredentialReport: Action = {
  resource: () => ({ arn: "*" }),
  run({ account, now, time }) {
    const present = account.credentialReport;
    if (present && now.getTime() - Date.parse(present.generatedTime) < REPORT_LIFE_MS) {
      account.credentialReport = { ...present, pending: false };
      return { State: "COMPLETE" };
    }
    account.credentialReport = { generatedTime: time, content: writeCredentialReport(account), pending: true };
    return { State: "STARTED", Description: "No report exists. Starting a new report generation task" };
  },
};
