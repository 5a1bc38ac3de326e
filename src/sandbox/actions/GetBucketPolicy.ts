import { bucketResource, type NamesBucket, requireBucket } from "../buckets";
import type { Action } from "../call";
import { AwsError } from "../errors";

export const GetBucketPolicy: Action<NamesBucket> = {
  resource: bucketResource,
  run(call, input) {
    const { name, policy } = requireBucket(call, input.Bucket);
    if (policy === undefined)
      throw new AwsError(404, "NoSuchBucketPolicy", "The bucket policy does not exist", { BucketName: name });
    return { Policy: policy };
  },
};
