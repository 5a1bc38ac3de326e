import { bucketPolicyRefusal } from "../policy/validity";
import { partitionOf } from "./arns";
import type { Call, Resource } from "./call";
import { AwsError } from "./errors";
import type { Account, Bucket } from "./state";
import { unknownPrincipal } from "./trust";

export interface NamesBucket {
  readonly Bucket: string;
}

export const bucketArn = (account: Account, name: string) => `arn:${partitionOf(account)}:s3:::${name}`;

/** Names of buckets are one namespace for all accounts. */
export function findBucket(
  call: Call,
  name: string,
): { readonly accountId: string; readonly bucket: Bucket } | undefined {
  for (const { accountId, buckets } of Object.values(call.state.accounts)) {
    const bucket = buckets[name];
    if (bucket) return { accountId, bucket };
  }
  return undefined;
}

/** @throws AwsError NoSuchBucket, AccessDenied for another account's, PermanentRedirect for one in another region */
export function requireBucket(call: Call, name: string): Bucket {
  const found = findBucket(call, name);
  if (!found) throw new AwsError(404, "NoSuchBucket", "The specified bucket does not exist", { BucketName: name });
  if (found.accountId !== call.account.accountId) throw new AwsError(403, "AccessDenied", "Access Denied");
  const { bucket } = found;
  if (bucket.region === call.region) return bucket;
  throw new AwsError(
    301,
    "PermanentRedirect",
    "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.",
    { Endpoint: `s3.${bucket.region}.amazonaws.com`, Bucket: name, Region: bucket.region },
  );
}

/** The bucket with its policy, which the root user may mend whatever it says (API reference, PutBucketPolicy). */
export function bucketResource(call: Call, input: NamesBucket): Resource {
  const { name, policy } = requireBucket(call, input.Bucket);
  return { arn: bucketArn(call.account, name), policy: call.caller.kind === "root" ? undefined : policy };
}

/** S3 counts bytes where IAM counts characters. */
const POLICY_BYTES = 20 * 1024;

/** @throws AwsError MalformedPolicy */
export function readBucketPolicy(call: Call, name: string, text: string): string {
  const refusal = bucketPolicyRefusal(text, bucketArn(call.account, name));
  if (refusal !== undefined) throw new AwsError(400, "MalformedPolicy", refusal.words);
  if (Buffer.byteLength(text.replace(/\s/g, ""), "utf8") > POLICY_BYTES)
    throw new AwsError(400, "MalformedPolicy", "Normalized policy document exceeds the maximum allowed size of 20480");
  const unknown = unknownPrincipal(call.state, text);
  if (unknown === undefined) return text;
  throw new AwsError(400, "MalformedPolicy", "Invalid principal in policy", { Detail: `"AWS" : "${unknown}"` });
}
