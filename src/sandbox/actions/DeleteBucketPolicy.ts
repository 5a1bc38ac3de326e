import { bucketResource, type NamesBucket, requireBucket } from "../buckets";
import type { Action } from "../call";

export const DeleteBucketPolicy: Action<NamesBucket> = {
  resource: bucketResource,
  run(call, input) {
    delete requireBucket(call, input.Bucket).policy;
    return undefined;
  },
};
