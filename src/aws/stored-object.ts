import type { LiveAccount } from "./account";
import { CallFailed } from "./failures";

export interface ObjectName {
  readonly Bucket: string;
  readonly Key: string;
}

/** An object of S3 as it was read, with what says that it is this version. */
export interface StoredObject {
  readonly text: string;
  readonly etag: string | undefined;
}

/**
 * @param onDeleted called where there was one, in a bucket that keeps versions
 * @returns undefined where there is no such object
 * @throws AccessDenied also where there is none, and the caller may not list the bucket
 */
export async function readObject(
  account: LiveAccount,
  name: ObjectName,
  onDeleted: () => void = () => {},
): Promise<StoredObject | undefined> {
  try {
    const { Body, ETag } = await account.call("s3:GetObject", name);
    return { text: (await Body?.transformToString("utf8")) ?? "", etag: ETag };
  } catch (error) {
    // Nothing else says that there is none: not a bucket that is missing, nor an answer that somebody between us gave.
    if (!(error instanceof CallFailed) || error.code !== "NoSuchKey") throw error;
    if (error.deleted) onDeleted();
    return undefined;
  }
}

/** S3 answers so when the object is not the one of the condition, or when another write is at work. */
export function isChanged(error: unknown): boolean {
  return error instanceof CallFailed && /^(PreconditionFailed|ConditionalRequestConflict|NoSuchKey)$/.test(error.code);
}
