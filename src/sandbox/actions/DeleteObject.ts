import { randomUUID } from "node:crypto";
import { requireBucket } from "../buckets";
import type { Action } from "../call";
import { accessDenied } from "../errors";
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
import { type ObjectVersion, table } from "../state";

export const DeleteObject: Action<NamesObject & Conditions & { readonly BypassGovernanceRetention?: boolean }> = {
  resource: objectResource,
  run(call, input) {
    const { Bucket, Key, VersionId, BypassGovernanceRetention } = input;
    const bucket = requireBucket(call, Bucket);
    requireConditions(call, input);
    bucket.objects ??= table();
    const versions = versionsOf(bucket, Key);
    if (VersionId === undefined && isVersioned(bucket)) {
      const versionId = randomUUID().replaceAll("-", "");
      const marker: ObjectVersion = { versionId, etag: "", body: "", lastModified: call.time, deleted: true };
      bucket.objects[Key] = [...versions, marker];
      return { Deleted: headersOf(marker) };
    }
    const gone = VersionId === undefined ? versions.at(-1) : versions.find(({ versionId }) => versionId === VersionId);
    if (gone?.lock && Date.parse(gone.lock.until) > call.now.getTime()) {
      if (gone.lock.mode === "COMPLIANCE" || BypassGovernanceRetention !== true)
        throw accessDenied("Access Denied because object protected by object lock.");
      alsoAllowed(call, "s3:BypassGovernanceRetention", objectResource(call, input));
    }
    const rest = versions.filter((each) => each !== gone);
    if (rest.length === 0) delete bucket.objects[Key];
    else bucket.objects[Key] = rest;
    return { Deleted: gone === undefined ? {} : headersOf({ ...gone, lock: undefined }) };
  },
};
