import { bucketResource, type NamesBucket, readBucketPolicy, requireBucket } from "../buckets";
import type { Action } from "../call";

export const PutBucketPolicy: Action<NamesBucket & { readonly Policy: string }> = {
  resource: bucketResource,
  run(call, input) {
    requireBucket(call, input.Bucket).policy = readBucketPolicy(call, input.Bucket, input.Policy);
    return undefined;
  },
};
