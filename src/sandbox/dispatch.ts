import type { IncomingMessage } from "node:http";
import { ACTIONS } from "./actions";
import { authorize, denied } from "./authorization";
import type { Action, Call, Runtime } from "./call";
import { identify, readCredentials } from "./callers";
import { AwsError } from "./errors";
import { recordEvent } from "./events";
import { requestId } from "./ids";
import { noteKeyUse } from "./key-use";
import { MODELS, type Service, XML_NAMESPACES } from "./model";
import { readQuery } from "./query";
import type { Reply } from "./reply";
import { inputOf, operationOf, replyWith, replyWithError, signedFor } from "./rest";
import { inputAt, jsonError, jsonReply, operationAt, SIGNED_AS } from "./rest-json";
import type { SandboxState } from "./state";
import { validate } from "./validation";
import { errorXml, isoSeconds, successXml, type Value } from "./xml";

export interface Received {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  readonly state: SandboxState;
  readonly runtime: Runtime;
  readonly count: (action: string) => void;
  readonly now: Date;
}

/** One request as its protocol has it: the query protocol of IAM and STS, the JSON of KMS and CloudTrail, S3's paths, or Access Analyzer's. */
interface Envelope {
  readonly protocol: "query" | "json" | "rest" | "rest-json";
  readonly service: Service;
  readonly action: string;
  readonly params: URLSearchParams;
  readonly region: string;
}

const TARGETS: ReadonlyArray<readonly [string, Service]> = [
  ["TrentService.", "kms"],
  ["com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.", "cloudtrail"],
  ["CloudTrail_20131101.", "cloudtrail"],
];

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function open(request: IncomingMessage, body: Buffer): Envelope {
  const target = header(request, "x-amz-target") ?? "";
  const query = (request.url ?? "").split("?", 2)[1] ?? "";
  const scope = signedFor(header(request, "authorization"), new URLSearchParams(query));
  const { region } = scope;
  for (const [prefix, service] of TARGETS) {
    if (!target.startsWith(prefix)) continue;
    return { protocol: "json", service, action: target.slice(prefix.length), params: new URLSearchParams(), region };
  }
  if (scope.service === "s3") {
    const params = new URLSearchParams(query);
    return { protocol: "rest", service: "s3", action: operationOf(request, params), params, region };
  }
  if (scope.service === SIGNED_AS) {
    const params = new URLSearchParams(query);
    return { protocol: "rest-json", service: "accessanalyzer", action: operationAt(request), params, region };
  }
  const params = new URLSearchParams(body.length > 0 ? body.toString("utf8") : query);
  const service = params.get("Version") === MODELS.sts.apiVersion ? "sts" : "iam";
  return { protocol: "query", service, action: params.get("Action") ?? "", params, region };
}

function readInput(envelope: Envelope, { request, body }: Received): object {
  if (envelope.protocol === "rest") return inputOf(envelope.action, request, envelope.params, body);
  if (envelope.protocol === "rest-json") return inputAt(envelope.params, body);
  const model = MODELS[envelope.service];
  const shape = model.operations.get(envelope.action);
  if (envelope.protocol === "query") return readQuery(model, shape, envelope.params);
  try {
    const input: unknown = JSON.parse(body.toString("utf8") || "{}");
    if (input !== null && typeof input === "object" && !Array.isArray(input)) return input;
  } catch {}
  throw new AwsError(400, "SerializationException", "The request body is not a JSON object.");
}

function unknownAction(envelope: Envelope): AwsError {
  if (envelope.protocol === "json" || envelope.protocol === "rest-json")
    return new AwsError(400, "UnknownOperationException");
  if (envelope.protocol === "rest") return new AwsError(501, "NotImplemented", "The sandbox has no such call of S3.");
  const version = envelope.params.get("Version") ?? "";
  if (envelope.action === "")
    return new AwsError(400, "MissingAction", "The request must contain the parameter Action.");
  return new AwsError(
    400,
    "InvalidAction",
    `Could not find operation ${envelope.action} for version ${version || "NO_VERSION_SPECIFIED"}`,
  );
}

function credentialsOf(request: IncomingMessage, envelope: Envelope) {
  const presigned = envelope.params.get("X-Amz-Credential");
  return readCredentials(
    header(request, "authorization") ?? (presigned === null ? undefined : `Credential=${presigned}`),
    header(request, "x-amz-security-token") ?? envelope.params.get("X-Amz-Security-Token") ?? undefined,
  );
}

/** IAM takes temporary credentials of a user only where they were made with MFA (STS, GetSessionToken). */
function refuseBareSession(call: Call, service: Service): void {
  const { session, kind } = call.caller;
  if (session && kind !== "role" && !session.mfa && service === "iam") {
    throw new AwsError(403, "InvalidClientTokenId", "The security token included in the request is invalid");
  }
}

const INVALID = {
  query: "ValidationError",
  json: "ValidationException",
  rest: "InvalidArgument",
  "rest-json": "ValidationException",
} as const;

/** The calls whose permission has another name (Service Authorization Reference, "Amazon S3", "IAM Access Analyzer"). */
const PERMISSIONS: ReadonlyMap<string, string> = new Map([
  ["s3:ListBuckets", "s3:ListAllMyBuckets"],
  ["accessanalyzer:ValidatePolicy", "access-analyzer:ValidatePolicy"],
  ["s3:PutObjectLockConfiguration", "s3:PutBucketObjectLockConfiguration"],
]);

/** An older version of an object has permissions of its own. */
function permissionOf(name: string, params: URLSearchParams): string {
  if (/^s3:(Get|Delete)Object$/.test(name) && params.has("versionId")) return `${name}Version`;
  return PERMISSIONS.get(name) ?? name;
}

function run(received: Received, envelope: Envelope, action: Action, name: string): { result: Value; call: Call } {
  const { state, runtime, now } = received;
  const model = MODELS[envelope.service];
  if (runtime.faults.throttles()) throw new AwsError(400, "Throttling", "Rate exceeded");
  const caller = identify(state, runtime, credentialsOf(received.request, envelope), now);
  const { region } = envelope;
  const permission = permissionOf(name, envelope.params);
  const { account } = caller;
  const call: Call = { action: permission, region, state, account, caller, runtime, now, time: isoSeconds(now) };
  noteKeyUse(call, envelope.service);
  refuseBareSession(call, envelope.service);
  const input = readInput(envelope, received);
  validate(model, model.operations.get(envelope.action), input, INVALID[envelope.protocol]);
  const resource = action.resource(call, input);
  if (runtime.faults.denies(name)) {
    throw denied(caller, permission, resource?.arn ?? (input as { RoleArn?: string }).RoleArn ?? "*");
  }
  for (const one of [resource, action.target?.(call, input)]) if (one) authorize(call, one, input);
  runtime.faults.refuseConcurrent(envelope.action);
  try {
    const result = action.run(call, input) as Value;
    recordEvent(call, envelope, resource);
    return { result, call };
  } catch (error) {
    if (error instanceof AwsError) recordEvent(call, envelope, resource, error.code);
    throw error;
  }
}

function succeed(envelope: Envelope, result: Value): Reply {
  const id = requestId();
  if (envelope.protocol === "rest") return replyWith(result as object | undefined, id);
  if (envelope.protocol === "rest-json") return jsonReply(result as object | undefined, id);
  if (envelope.protocol === "json") {
    return {
      status: 200,
      requestId: id,
      contentType: "application/x-amz-json-1.1",
      body: JSON.stringify(result ?? {}),
    };
  }
  const namespace = XML_NAMESPACES[envelope.service === "sts" ? "sts" : "iam"];
  return {
    status: 200,
    requestId: id,
    contentType: "text/xml",
    body: successXml(namespace, envelope.action, result, id),
  };
}

function fail(envelope: Pick<Envelope, "protocol" | "service">, error: AwsError): Reply {
  const id = requestId();
  if (envelope.protocol === "rest") return replyWithError(error, id);
  if (envelope.protocol === "rest-json") return jsonError(error, id);
  if (envelope.protocol === "json") {
    const body = JSON.stringify({ __type: error.code, message: error.text });
    return { status: error.status, requestId: id, contentType: "application/x-amz-json-1.1", body };
  }
  const namespace = XML_NAMESPACES[envelope.service === "sts" ? "sts" : "iam"];
  return {
    status: error.status,
    requestId: id,
    contentType: "text/xml",
    body: errorXml(namespace, error.code, error.text, id),
  };
}

/** Answers one request. Whatever goes wrong becomes an answer: a request never ends the server. */
export function answer(received: Received): Reply {
  const envelope = open(received.request, received.body);
  const action = ACTIONS[envelope.service].get(envelope.action);
  try {
    if (!action) throw unknownAction(envelope);
    const name = `${envelope.service}:${envelope.action}`;
    received.count(name);
    const { result } = run(received, envelope, action, name);
    return { ...succeed(envelope, result), lost: received.runtime.faults.losesResponse(envelope.action) };
  } catch (error) {
    if (error instanceof AwsError) return fail(envelope, error);
    return fail(envelope, new AwsError(500, "ServiceFailure", `The sandbox failed: ${String(error)}`));
  }
}

/** An answer to a request that is not read to its end. */
export function refuse(request: IncomingMessage, status: number, code: string, text: string): Reply {
  return fail(open(request, Buffer.alloc(0)), new AwsError(status, code, text));
}
