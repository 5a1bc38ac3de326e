import type { LiveAccount } from "../../aws/account";
import { mapLimited } from "../../aws/concurrency";
import { CallFailed, isAbsent, isThrottled } from "../../aws/failures";
import { listAll } from "../../aws/paging";
import { requirePolicy } from "../../aws/read-policy";
import type { Policy } from "../../policy/document";

/** A bucket that has a policy. */
export interface BucketPolicy {
  readonly bucket: string;
  readonly policy: Policy;
}

/** What S3 did not show, and why. */
export interface UnseenBucket {
  /** @default - the list of all buckets */
  readonly bucket?: string;
  readonly failure: CallFailed;
}

export interface Buckets {
  readonly policies: readonly BucketPolicy[];
  readonly blind: readonly UnseenBucket[];
  /** Where the account has buckets. */
  readonly regions: readonly string[];
}

/** Reads the policies of all buckets where it may: one listing, and one call a bucket in the bucket's own region. */
export async function readBuckets(account: LiveAccount): Promise<Buckets> {
  const listed = await attempt(() => listAll(account, "s3:ListBuckets", { MaxBuckets: 1000 }, "Buckets"));
  if (listed instanceof CallFailed) {
    // Nobody allowed it, or no way leads to S3 from here; a busy account is as wrong here as everywhere.
    if (isThrottled(listed.code)) throw listed;
    return { policies: [], blind: [{ failure: listed }], regions: [] };
  }
  const blind: UnseenBucket[] = [];
  const seen = await mapLimited(listed, 16, async ({ Name = "", BucketRegion }): Promise<BucketPolicy[]> => {
    const read = await attempt(async () => {
      const { Policy } = await account.call("s3:GetBucketPolicy", { Bucket: Name }, { region: BucketRegion });
      return requirePolicy(Policy, "s3:GetBucketPolicy", `the policy of bucket ${Name}`);
    });
    if (read instanceof CallFailed) {
      // No policy, or the bucket went while we looked.
      if (!isAbsent(read)) blind.push({ bucket: Name, failure: read });
      return [];
    }
    return [{ bucket: Name, policy: read }];
  });
  const regions = [...new Set(listed.flatMap(({ BucketRegion }) => BucketRegion ?? []))].sort();
  return { policies: seen.flat(), blind, regions };
}

async function attempt<T>(ask: () => Promise<T>): Promise<T | CallFailed> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof CallFailed) return error;
    throw error;
  }
}
