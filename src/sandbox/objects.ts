import { defined } from "../text/defined";
import { authorize } from "./authorization";
import { bucketArn, bucketResource, requireBucket } from "./buckets";
import type { Call, Resource } from "./call";
import { AwsError } from "./errors";
import type { Bucket, ObjectVersion } from "./state";

export interface NamesObject {
  readonly Bucket: string;
  readonly Key: string;
  readonly VersionId?: string;
}

export interface Conditions {
  readonly IfMatch?: string;
  readonly IfNoneMatch?: string;
}

export function objectResource(call: Call, input: NamesObject): Resource {
  return { ...bucketResource(call, input), arn: `${bucketArn(call.account, input.Bucket)}/${input.Key}` };
}

/** As if another action were called, on the object or on its bucket. @throws AwsError AccessDenied */
export function alsoAllowed(call: Call, action: string, resource: Resource): void {
  authorize({ ...call, action }, resource, {});
}

export const versionsOf = ({ objects }: Bucket, key: string): readonly ObjectVersion[] => objects?.[key] ?? [];

/** The newest, if it is no delete marker. */
export function currentOf(bucket: Bucket, key: string): ObjectVersion | undefined {
  const newest = versionsOf(bucket, key).at(-1);
  return newest?.deleted ? undefined : newest;
}

/** Who may not list a bucket is not told that something is not in it (API reference, GetObject). */
export function noSuchKey(call: Call, input: NamesObject): AwsError {
  alsoAllowed(call, "s3:ListBucket", bucketResource(call, input));
  const deleted = versionsOf(requireBucket(call, input.Bucket), input.Key).at(-1)?.deleted;
  const headers = deleted ? { "x-amz-delete-marker": "true" } : {};
  return new AwsError(404, "NoSuchKey", "The specified key does not exist.", { Key: input.Key }, headers);
}

/** S3's conditional requests (User Guide, "Add preconditions to S3 operations with conditional requests"). @throws AwsError */
export function requireConditions(call: Call, input: NamesObject & Conditions): void {
  const there = currentOf(requireBucket(call, input.Bucket), input.Key);
  const { IfMatch, IfNoneMatch } = input;
  if (IfNoneMatch !== undefined && IfNoneMatch !== "*")
    throw new AwsError(501, "NotImplemented", "A header you provided implies functionality that is not implemented", {
      Header: "If-None-Match",
    });
  if (IfNoneMatch === "*" && there !== undefined) throw conditionFailed("If-None-Match");
  if (IfMatch === undefined) return;
  if (there === undefined) throw noSuchKey(call, input);
  if (IfMatch !== "*" && IfMatch !== there.etag) throw conditionFailed("If-Match");
}

export function conditionFailed(Condition: string): AwsError {
  const text = "At least one of the pre-conditions you specified did not hold";
  return new AwsError(412, "PreconditionFailed", text, { Condition });
}

/** Object Lock is made with a bucket, and makes it a versioned one (User Guide, "Configuring S3 Object Lock"). */
export function isVersioned({ objectLock }: Bucket): boolean {
  return objectLock !== undefined;
}

export function headersOf({ versionId, lock, deleted }: ObjectVersion): Record<string, string> {
  return defined({
    "x-amz-version-id": versionId === "null" ? undefined : versionId,
    "x-amz-delete-marker": deleted ? "true" : undefined,
    "x-amz-object-lock-mode": lock?.mode,
    "x-amz-object-lock-retain-until-date": lock?.until,
  }) as Record<string, string>;
}
