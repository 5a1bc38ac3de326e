import { createHash, randomUUID } from "node:crypto";
import { defined } from "../../text/defined";
import { requireBucket } from "../buckets";
import type { Action, Call } from "../call";
import { AwsError } from "../errors";
import {
  alsoAllowed,
  type Conditions,
  headersOf,
  isVersioned,
  type NamesObject,
  objectResource,
  requireConditions,
  versionsOf,
} from "../objects";
import { type Bucket, type ObjectVersion, table } from "../state";

interface Input extends NamesObject, Conditions {
  /** Base64. */
  readonly Body: string;
  readonly ContentMD5?: string;
  readonly ChecksumSHA256?: string;
  /** Any other checksum, which is not computed here. */
  readonly ChecksumAlgorithm?: string;
}

const digest = (name: "md5" | "sha256", body: Buffer) => createHash(name).update(body).digest("base64");

/** @throws AwsError BadDigest, InvalidRequest where a bucket with Object Lock gets no checksum */
function requireChecksum({ ContentMD5, ChecksumSHA256, ChecksumAlgorithm }: Input, body: Buffer, bucket: Bucket): void {
  if (ContentMD5 !== undefined && ContentMD5 !== digest("md5", body))
    throw new AwsError(400, "BadDigest", "The Content-MD5 you specified did not match what we received.");
  if (ChecksumSHA256 !== undefined && ChecksumSHA256 !== digest("sha256", body))
    throw new AwsError(400, "BadDigest", "The SHA256 you specified did not match the calculated checksum.");
  if (bucket.objectLock?.retention && (ContentMD5 ?? ChecksumSHA256 ?? ChecksumAlgorithm) === undefined)
    throw new AwsError(
      400,
      "InvalidRequest",
      "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters",
    );
}

function lockOf(call: Call, { objectLock }: Bucket): ObjectVersion["lock"] {
  const retention = objectLock?.retention;
  if (retention === undefined) return undefined;
  const until = new Date(call.now.getTime() + retention.days * 86_400_000).toISOString();
  return { mode: retention.mode, until };
}

export const PutObject: Action<Input> = {
  resource: objectResource,
  run(call, input) {
    const bucket = requireBucket(call, input.Bucket);
    // A write that depends on what is there reads it (User Guide, "Conditional writes").
    if (input.IfMatch !== undefined) alsoAllowed(call, "s3:GetObject", objectResource(call, input));
    requireConditions(call, input);
    const body = Buffer.from(input.Body, "base64");
    requireChecksum(input, body, bucket);
    const made: ObjectVersion = {
      versionId: isVersioned(bucket) ? randomUUID().replaceAll("-", "") : "null",
      etag: `"${createHash("md5").update(body).digest("hex")}"`,
      body: input.Body,
      lastModified: call.time,
      ...defined({ lock: lockOf(call, bucket) }),
    };
    bucket.objects ??= table();
    bucket.objects[input.Key] = isVersioned(bucket) ? [...versionsOf(bucket, input.Key), made] : [made];
    const { "x-amz-version-id": version } = headersOf(made);
    return { Body: "", headers: { ETag: made.etag, ...defined({ "x-amz-version-id": version }) } };
  },
};
