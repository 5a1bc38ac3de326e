import type { IncomingMessage } from "node:http";
import { AwsError } from "./errors";
import type { Reply } from "./reply";

/* Access Analyzer: JSON behind paths, with members in the query too. */

const OPERATIONS: ReadonlyMap<string, string> = new Map([["POST /policy/validation", "ValidatePolicy"]]);

/** As a client signs for it. */
export const SIGNED_AS = "access-analyzer";

export function operationAt({ method = "GET", url = "/" }: IncomingMessage): string {
  return OPERATIONS.get(`${method} ${url.split("?", 1)[0]}`) ?? "";
}

/** Members of the body, and of the query by their types in the service's model. */
export function inputAt(query: URLSearchParams, body: Buffer): object {
  let input: unknown;
  try {
    input = JSON.parse(body.toString("utf8") || "{}");
  } catch {}
  if (typeof input !== "object" || input === null || Array.isArray(input))
    throw new AwsError(400, "SerializationException", "The request body is not a JSON object.");
  const most = query.get("maxResults");
  const nextToken = query.get("nextToken");
  return {
    ...input,
    ...(most === null ? {} : { maxResults: /^\d{1,6}$/.test(most) ? Number(most) : most }),
    ...(nextToken === null ? {} : { nextToken }),
  };
}

export function jsonReply(result: object | undefined, requestId: string): Reply {
  return { status: 200, requestId, contentType: "application/json", body: JSON.stringify(result ?? {}) };
}

/** What the rest of the sandbox says, as this service says it (API reference, "Common errors"). */
const OWN_CODES: ReadonlyMap<string, readonly [status: number, code: string]> = new Map([
  ["AccessDenied", [403, "AccessDeniedException"]],
  ["Throttling", [429, "ThrottlingException"]],
  ["InvalidClientTokenId", [403, "UnrecognizedClientException"]],
  ["ExpiredToken", [403, "ExpiredTokenException"]],
  ["ServiceFailure", [500, "InternalServerException"]],
]);

export function jsonError(error: AwsError, requestId: string): Reply {
  const [status, code] = OWN_CODES.get(error.code) ?? [error.status, error.code];
  return {
    ...{ status, requestId, contentType: "application/json", headers: { "x-amzn-errortype": code } },
    body: JSON.stringify({ message: error.text }),
  };
}
