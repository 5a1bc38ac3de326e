import { bucketResource, type NamesBucket, requireBucket } from "../buckets";
import type { Action } from "../call";
import { AwsError } from "../errors";

interface Input extends NamesBucket {
  readonly ObjectLockConfiguration?: {
    readonly ObjectLockEnabled?: string;
    readonly Rule?: {
      readonly DefaultRetention?: {
        readonly Mode?: "GOVERNANCE" | "COMPLIANCE";
        readonly Days?: number;
        readonly Years?: number;
      };
    };
  };
}

export const PutObjectLockConfiguration: Action<Input> = {
  resource: bucketResource,
  run(call, input) {
    const bucket = requireBucket(call, input.Bucket);
    if (bucket.objectLock === undefined)
      throw new AwsError(
        409,
        "InvalidBucketState",
        "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
      );
    const { ObjectLockEnabled, Rule } = input.ObjectLockConfiguration ?? {};
    const { Mode, Days, Years } = Rule?.DefaultRetention ?? {};
    const oneOf = (Days === undefined) !== (Years === undefined);
    if (ObjectLockEnabled !== "Enabled" || (Rule !== undefined && (Mode === undefined || !oneOf)))
      throw new AwsError(
        400,
        "MalformedXML",
        "The XML you provided was not well-formed or did not validate against our published schema",
      );
    bucket.objectLock = Mode === undefined ? {} : { retention: { mode: Mode, days: Days ?? (Years ?? 0) * 365 } };
    return { Body: "", headers: {} };
  },
};
