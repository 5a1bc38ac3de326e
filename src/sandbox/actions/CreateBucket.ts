import { bucketArn, findBucket, type NamesBucket } from "../buckets";
import type { Action } from "../call";
import { AwsError } from "../errors";

interface Input extends NamesBucket {
  readonly ObjectLockEnabledForBucket?: boolean;
  readonly CreateBucketConfiguration?: { readonly LocationConstraint?: string };
}

/** 3 to 63 small letters, digits, dots and hyphens, and not an IP address (S3 User Guide, "Bucket naming rules"). */
const NAME = /^(?!\d+(\.\d+){3}$)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

function regionOf(input: Input, signedFor: string): string {
  const wanted = input.CreateBucketConfiguration?.LocationConstraint;
  const region = wanted === "EU" ? "eu-west-1" : wanted;
  // A client of us-east-1 may make buckets everywhere; every other region makes its own alone.
  if (signedFor === "us-east-1" || region === signedFor) return region ?? signedFor;
  throw new AwsError(
    400,
    "IllegalLocationConstraintException",
    `The ${wanted ?? "unspecified"} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  );
}

export const CreateBucket: Action<Input> = {
  resource: (call, input) => ({ arn: bucketArn(call.account, input.Bucket) }),
  run(call, input) {
    const name = input.Bucket;
    if (!NAME.test(name))
      throw new AwsError(400, "InvalidBucketName", "The specified bucket is not valid.", { BucketName: name });
    const region = regionOf(input, call.region);
    const there = findBucket(call, name);
    if (there && there.accountId !== call.account.accountId) {
      throw new AwsError(
        409,
        "BucketAlreadyExists",
        "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.",
        { BucketName: name },
      );
    }
    // us-east-1 answers a second time as it did the first (API reference, CreateBucket, BucketAlreadyOwnedByYou).
    if (there && call.region !== "us-east-1") {
      throw new AwsError(
        409,
        "BucketAlreadyOwnedByYou",
        "Your previous request to create the named bucket succeeded and you already own it.",
        { BucketName: name },
      );
    }
    call.account.buckets[name] ??= {
      ...{ name, region, createDate: call.time },
      ...(input.ObjectLockEnabledForBucket === true ? { objectLock: {} } : {}),
    };
    return { Location: `/${name}` };
  },
};
