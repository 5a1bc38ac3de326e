import { requireBucket } from "../buckets";
import type { Action } from "../call";
import { AwsError } from "../errors";
import {
  type Conditions,
  conditionFailed,
  currentOf,
  headersOf,
  type NamesObject,
  noSuchKey,
  objectResource,
  versionsOf,
} from "../objects";

export const GetObject: Action<NamesObject & Conditions> = {
  resource: objectResource,
  run(call, input) {
    const { Bucket, Key, VersionId, IfMatch } = input;
    const bucket = requireBucket(call, Bucket);
    const found =
      VersionId === undefined
        ? currentOf(bucket, Key)
        : versionsOf(bucket, Key).find(({ versionId }) => versionId === VersionId);
    if (found === undefined && VersionId !== undefined)
      throw new AwsError(404, "NoSuchVersion", "The specified version does not exist.", { Key, VersionId });
    if (found === undefined) throw noSuchKey(call, input);
    if (found.deleted)
      throw new AwsError(405, "MethodNotAllowed", "The specified method is not allowed against this resource.", {
        Method: "GET",
        ResourceType: "DeleteMarker",
      });
    if (IfMatch !== undefined && IfMatch !== found.etag) throw conditionFailed("If-Match");
    const lastModified = new Date(found.lastModified).toUTCString();
    return { Body: found.body, headers: { ETag: found.etag, "Last-Modified": lastModified, ...headersOf(found) } };
  },
};
