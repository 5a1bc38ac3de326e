import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { defined } from "../text/defined";
import { AwsError } from "./errors";
import { MODELS } from "./model";
import type { Reply } from "./reply";
import { objectInput, pathOf, readName } from "./rest-objects";
import { escapeXml } from "./xml";

/** What a client signed for. S3 has neither a target nor an `Action`: the scope of the signature is what tells it apart. */
export function signedFor(
  authorization: string | undefined,
  query: URLSearchParams,
): { readonly service?: string; readonly region: string } {
  const credential = authorization ?? `Credential=${query.get("X-Amz-Credential") ?? ""}`;
  const [, region, service] =
    /Credential=[^/,\s]+\/\d{8}\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request/.exec(credential) ?? [];
  return { ...defined({ service }), region: region ?? "us-east-1" };
}

const OPERATIONS: ReadonlyMap<string, string> = new Map([
  ["GET /", "ListBuckets"],
  ["PUT /{Bucket}", "CreateBucket"],
  ["GET /{Bucket}?policy", "GetBucketPolicy"],
  ["PUT /{Bucket}?policy", "PutBucketPolicy"],
  ["DELETE /{Bucket}?policy", "DeleteBucketPolicy"],
  ["PUT /{Bucket}?object-lock", "PutObjectLockConfiguration"],
  ["GET /{Bucket}/{Key}", "GetObject"],
  ["PUT /{Bucket}/{Key}", "PutObject"],
  ["DELETE /{Bucket}/{Key}", "DeleteObject"],
]);

/** Members of ListBuckets' input by their names in the query. */
const LISTING: ReadonlyMap<string, string> = new Map([
  ["max-buckets", "MaxBuckets"],
  ["continuation-token", "ContinuationToken"],
  ["prefix", "Prefix"],
  ["bucket-region", "BucketRegion"],
]);

/** Headers that ask for more than an object: a part of it, a copy of another one, and what a lock of its own would be. */
const BEYOND =
  /^(range|if-modified-since|if-unmodified-since|x-amz-copy-source|x-amz-object-lock-.*|x-amz-acl|x-amz-tagging)$/;

/** @returns "" for what the sandbox does not have: every other word of a query, and headers that change what is meant */
export function operationOf(request: IncomingMessage, query: URLSearchParams): string {
  const { bucket, rest } = pathOf(request);
  if (rest !== "" && Object.keys(request.headers).some((name) => BEYOND.test(name))) return "";
  // Clients add x-id, the name of the operation, for logs; X-Amz-... are of a presigned address.
  const of = (name: string) => (rest === "" ? LISTING.has(name) : name === "versionId");
  const words = [...query.keys()].filter((name) => !of(name) && !/^x-/i.test(name));
  const path = `${request.method ?? "GET"} /${bucket === "" ? "" : "{Bucket}"}${rest === "" ? "" : "/{Key}"}`;
  return OPERATIONS.get(words.length === 0 ? path : `${path}?${words.join("&")}`) ?? "";
}

function listingInput(query: URLSearchParams): object {
  const given = [...query].flatMap(([name, value]) => {
    const member = LISTING.get(name);
    return member === undefined ? [] : [[member, member === "MaxBuckets" ? readCount(value) : value] as const];
  });
  return Object.fromEntries(given);
}

function readCount(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new AwsError(400, "InvalidArgument", "Provided max-buckets not an integer or within integer range", {
    ArgumentName: "max-buckets",
    ArgumentValue: text,
  });
}

/** @throws AwsError InvalidLocationConstraint */
function creationInput(Bucket: string, xml: string, headers: IncomingHttpHeaders): object {
  const named = {
    Bucket,
    ...(headers["x-amz-bucket-object-lock-enabled"] === "true" ? { ObjectLockEnabledForBucket: true } : {}),
  };
  const LocationConstraint = textIn(xml, "LocationConstraint");
  if (LocationConstraint === undefined) return named;
  if (!MODELS.s3.shapes.get("BucketLocationConstraint")?.enum?.includes(LocationConstraint))
    throw new AwsError(400, "InvalidLocationConstraint", "The specified location-constraint is not valid", {
      LocationConstraint,
    });
  return { ...named, CreateBucketConfiguration: { LocationConstraint } };
}

function textIn(xml: string, element: string): string | undefined {
  return new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml)?.[1];
}

function lockInput(Bucket: string, xml: string): object {
  const number = (name: string) => {
    const text = textIn(xml, name);
    return text === undefined ? undefined : Number(text);
  };
  const DefaultRetention = defined({ Mode: textIn(xml, "Mode"), Days: number("Days"), Years: number("Years") });
  const Rule = xml.includes("<Rule>") ? { DefaultRetention } : undefined;
  const ObjectLockEnabled = textIn(xml, "ObjectLockEnabled");
  return { Bucket, ObjectLockConfiguration: defined({ ObjectLockEnabled, Rule }) };
}

export function inputOf(operation: string, request: IncomingMessage, query: URLSearchParams, body: Buffer): object {
  const Bucket = readName(pathOf(request).bucket);
  if (operation === "ListBuckets") return listingInput(query);
  if (operation === "CreateBucket") return creationInput(Bucket, body.toString("utf8"), request.headers);
  if (operation === "PutObjectLockConfiguration") return lockInput(Bucket, body.toString("utf8"));
  if (/^(Get|Put|Delete)Object$/.test(operation)) return objectInput(operation, request, query, body);
  return operation === "PutBucketPolicy" ? { Bucket, Policy: body.toString("utf8") } : { Bucket };
}

type Xml = string | undefined | readonly Xml[] | { readonly [name: string]: Xml };

/** Unlike the query protocol, S3 repeats an element for each item of a list. */
function element(name: string, value: Xml): string {
  if (value === undefined) return "";
  if (typeof value === "string") return `<${name}>${escapeXml(value)}</${name}>`;
  if (Array.isArray(value)) return value.map((item) => element(name, item)).join("");
  const inner = Object.entries(value).map(([child, item]) => element(child, item as Xml));
  return `<${name}>${inner.join("")}</${name}>`;
}

const XML = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

const OCTETS = "application/octet-stream";

export function replyWith(result: object | undefined, id: string): Reply {
  const common = { requestId: id, contentType: "application/xml", body: "", headers: { "x-amz-request-id": id } };
  if (result === undefined) return { ...common, status: 204 };
  if ("Deleted" in result)
    return { ...common, status: 204, headers: { ...common.headers, ...(result.Deleted as Record<string, string>) } };
  if ("Body" in result && "headers" in result) {
    const headers = { ...common.headers, ...(result.headers as Record<string, string>) };
    return { ...common, status: 200, contentType: OCTETS, headers, bytes: Buffer.from(String(result.Body), "base64") };
  }
  if ("Policy" in result)
    return { ...common, status: 200, contentType: "application/json", body: String(result.Policy) };
  if ("Location" in result)
    return { ...common, status: 200, headers: { ...common.headers, Location: String(result.Location) } };
  const inner = Object.entries(result).map(([name, value]) => element(name, value as Xml));
  return {
    ...common,
    status: 200,
    body: `${XML}<ListAllMyBucketsResult xmlns="${NAMESPACE}">${inner.join("")}</ListAllMyBucketsResult>`,
  };
}

/** What the rest of the sandbox says, as S3 says it (API reference, "Error responses"). */
const OWN_WORDS: ReadonlyMap<string, readonly [status: number, code: string, text: string]> = new Map([
  [
    "InvalidClientTokenId",
    [403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records."],
  ],
  ["ExpiredToken", [400, "ExpiredToken", "The provided token has expired."]],
  ["Throttling", [503, "SlowDown", "Please reduce your request rate."]],
  ["ServiceFailure", [500, "InternalError", "We encountered an internal error. Please try again."]],
]);

export function replyWithError(error: AwsError, id: string): Reply {
  const [status, code, text] = OWN_WORDS.get(error.code) ?? [error.status, error.code, error.text];
  const { Region, ...details } = error.details;
  const said = { Code: code, Message: text, ...details, RequestId: id, HostId: id };
  const region: Record<string, string> = Region === undefined ? {} : { "x-amz-bucket-region": Region };
  return {
    status,
    requestId: id,
    contentType: "application/xml",
    body: `${XML}${element("Error", said)}`,
    headers: { "x-amz-request-id": id, ...region, ...error.headers },
  };
}
