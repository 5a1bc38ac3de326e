import { by } from "../../text/by";
import type { Action } from "../call";
import { AwsError } from "../errors";

interface Input {
  readonly MaxBuckets?: number;
  readonly ContinuationToken?: string;
  readonly Prefix?: string;
  readonly BucketRegion?: string;
}

/** A token is the last name of its page, so that a list that shrinks while it is read skips nothing. */
const tokenOf = (name: string) => Buffer.from(name, "utf8").toString("base64url");

function after(token: string | undefined): string {
  const name = Buffer.from(token ?? "", "base64url").toString("utf8");
  if (tokenOf(name) === (token ?? "")) return name;
  throw new AwsError(400, "InvalidArgument", "The continuation token provided is incorrect", {
    ArgumentName: "continuation-token",
  });
}

export const ListBuckets: Action<Input> = {
  resource: () => ({ arn: "*" }),
  run({ account }, input) {
    const { Prefix = "", BucketRegion, MaxBuckets = 10_000 } = input;
    const start = after(input.ContinuationToken);
    const all = Object.values(account.buckets)
      .filter(({ name, region }) => name.startsWith(Prefix) && (BucketRegion ?? region) === region && name > start)
      .sort(by(({ name }) => name));
    const page = all.slice(0, MaxBuckets);
    const last = page.at(-1);
    // Without a parameter S3 does not say where a bucket is (API reference, Bucket).
    const asked = Object.keys(input).length > 0;
    return {
      Owner: { ID: `${account.accountId}`.repeat(6).slice(0, 64) },
      Buckets: {
        Bucket: page.map(({ name, createDate, region }) => ({
          Name: name,
          CreationDate: createDate.replace("Z", ".000Z"),
          ...(asked ? { BucketRegion: region } : {}),
        })),
      },
      ContinuationToken: last !== undefined && page.length < all.length ? tokenOf(last.name) : undefined,
      Prefix: input.Prefix,
    };
  },
};
