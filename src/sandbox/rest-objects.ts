import type { IncomingMessage } from "node:http";
import { defined } from "../text/defined";
import { unchunked } from "./chunked-body";
import { AwsError } from "./errors";

/** Path style alone: the first part of the path is the bucket, and what follows it is an object. */
export function pathOf({ url = "/" }: Pick<IncomingMessage, "url">): {
  readonly bucket: string;
  readonly rest: string;
} {
  const [bucket = "", ...rest] = (url.split("?", 1)[0] ?? "").slice(1).split("/");
  return { bucket, rest: rest.join("/") };
}

export function readName(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AwsError(400, "InvalidURI", "Couldn't parse the specified URI.");
  }
}

/** The headers of an object by the members of the call's input. */
const OBJECT_HEADERS: ReadonlyMap<string, string> = new Map([
  ["if-match", "IfMatch"],
  ["if-none-match", "IfNoneMatch"],
  ["content-md5", "ContentMD5"],
  ["x-amz-checksum-sha256", "ChecksumSHA256"],
]);

/** What a call about an object says, in its path and its headers. */
export function objectInput(
  operation: string,
  { headers, url = "/" }: IncomingMessage,
  query: URLSearchParams,
  body: Buffer,
): object {
  const { bucket, rest } = pathOf({ url });
  const given = [...OBJECT_HEADERS].flatMap(([name, member]) =>
    typeof headers[name] === "string" ? [[member, headers[name]] as const] : [],
  );
  const other = Object.keys(headers).find((name) => /^x-amz-(checksum-(crc|sha1|md5|xxh)|trailer)/.test(name));
  return {
    ...{ Bucket: readName(bucket), Key: rest.split("/").map(readName).join("/") },
    ...Object.fromEntries(given),
    ...defined({ VersionId: query.get("versionId") ?? undefined }),
    ...(operation === "PutObject" ? { Body: unchunked(headers, body).toString("base64") } : {}),
    ...(operation === "PutObject" && other !== undefined ? { ChecksumAlgorithm: "CRC32" } : {}),
    ...(headers["x-amz-bypass-governance-retention"] === "true" ? { BypassGovernanceRetention: true } : {}),
  };
}
