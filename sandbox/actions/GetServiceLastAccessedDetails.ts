import type { Action } from "../call";
import { noSuchEntity } from "../errors";
import { listing, type PageRequest, paginate } from "../pagination";
import { servicesLastAccessed } from "../service-access";

export const GetServiceLastAccessedDetails: Action<PageRequest & { readonly JobId: string }> = {
  resource: () => ({ arn: "*" }),
  run({ account, action, runtime, time }, input) {
    const job = account.accessJobs[input.JobId];
    if (!job) throw noSuchEntity(`Job ${input.JobId} cannot be found.`);
    const page = paginate(
      action,
      servicesLastAccessed(runtime.documents, account, job.arn),
      ({ namespace }) => namespace,
      input,
    );
    return {
      JobStatus: "COMPLETED",
      JobType: "SERVICE_LEVEL",
      JobCreationDate: job.createDate,
      ...listing("ServicesLastAccessed", page, ({ written }) => written),
      JobCompletionDate: time,
    };
  },
};
