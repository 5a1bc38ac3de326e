import { randomUUID } from "node:crypto";
import type { Action } from "../call";
import { noSuchEntity } from "../errors";
import { entityOf } from "../service-access";

export const GenerateServiceLastAccessedDetails: Action<{ readonly Arn: string }> = {
  resource: (_call, input) => ({ arn: input.Arn }),
  run({ account, time }, input) {
    if (!entityOf(account, input.Arn)) throw noSuchEntity(`ARN ${input.Arn} cannot be found.`);
    const jobId = randomUUID();
    account.accessJobs[jobId] = { arn: input.Arn, createDate: time };
    return { JobId: jobId };
  },
};
