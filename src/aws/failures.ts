import { count } from "../text/count";
import { permissionFor } from "./actions";

/** A call that AWS, or the way to it, did not answer as asked. `code` is AWS's, `NoSuchEntity`, or the transport's. */
export class CallFailed extends Error {
  public override readonly name: string = "CallFailed";

  public constructor(
    public readonly action: string,
    public readonly code: string,
    /** AWS's own words. */
    public readonly words: string,
    /** How often it was tried. */
    public readonly attempts: number = 1,
    /** S3: the object was there, and its newest version says that it was deleted. */
    public readonly deleted: boolean = false,
  ) {
    super(`${action} failed: ${code}: ${words}${attempts > 1 ? ` (tried ${attempts} times)` : ""}${adviceFor(code)}`);
  }
}

/** A list that could not be read to its last page: nothing may be concluded from the part that was. */
export class ListingFailed extends CallFailed {
  public override readonly name = "ListingFailed";

  public constructor(
    cause: CallFailed,
    /** Pages that did arrive, and were thrown away. */
    public readonly pages: number,
  ) {
    super(
      cause.action,
      cause.code,
      `${cause.words} (after ${count(pages, "whole page")}; a partial list is not used)`,
      cause.attempts,
    );
  }
}

/** We may not ask. It says nothing about whether the thing is there. */
export class AccessDenied extends CallFailed {
  public override readonly name = "AccessDenied";
  /** What the caller's policies must allow, `iam:ListAccessKeys`. */
  public readonly permission: string;

  public constructor(action: string, code: string, words: string) {
    super(action, code, words);
    this.permission = /not authorized to perform:? ([a-z0-9-]+:[A-Za-z]+)/.exec(words)?.[1] ?? permissionFor(action);
  }
}

/** The caller stopped it; nothing more was asked. */
export class Interrupted extends Error {
  public override readonly name = "Interrupted";

  public constructor() {
    super("interrupted: nothing more was asked of the account");
  }
}

const DENIED = /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|NotAuthorizedException)$/;
const ABSENT = /^(NoSuchEntity|NoSuchEntityException|NotFoundException|NoSuchBucket|NoSuchBucketPolicy)$/;
const THROTTLED =
  /^(Throttling|ThrottlingException|ThrottledException|TooManyRequestsException|RequestLimitExceeded|SlowDown)$/;

export const isAbsent = (error: unknown): boolean => error instanceof CallFailed && ABSENT.test(error.code);
export const isThrottled = (code: string): boolean => THROTTLED.test(code);

/** Makes one of ours of whatever the SDK throws. */
export function failureOf(action: string, error: unknown): CallFailed | Interrupted {
  if (error instanceof CallFailed || error instanceof Interrupted) return error;
  const given = error as {
    name?: string;
    code?: unknown;
    message?: string;
    $response?: { headers?: Readonly<Record<string, string | undefined>> };
  };
  if (given?.name === "AbortError") return new Interrupted();
  // SDK clients name IAM's errors after their shapes, NoSuchEntityException; policies and people say NoSuchEntity.
  const words = given?.message || String(error);
  const transport = given?.code ?? /\b(E[A-Z_]{4,}|TimeoutError)\b/.exec(words)?.[1] ?? "Error";
  const shape = given?.name === undefined || given.name === "Error" ? String(transport) : given.name;
  const code = action.startsWith("iam:") ? shape.replace(/Exception$/, "") : shape;
  if (DENIED.test(code)) return new AccessDenied(action, code, words);
  return new CallFailed(action, code, words, 1, given?.$response?.headers?.["x-amz-delete-marker"] === "true");
}

function adviceFor(code: string): string {
  if (code === "CredentialsProviderError")
    return "\n   Give the credentials of the account: AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.";
  if (/^(ExpiredToken|ExpiredTokenException|TokenRefreshRequired)$/.test(code))
    return "\n   The session has ended: sign in again, then run the command again.";
  if (/^(InvalidClientTokenId|InvalidAccessKeyId|UnrecognizedClientException|SignatureDoesNotMatch)$/.test(code))
    return "\n   AWS does not recognize these credentials: are they of the right account, and active?";
  if (/^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN)$/.test(code))
    return "\n   Nothing answers there: is AWS_ENDPOINT_URL right, and is there a network?";
  if (isThrottled(code)) return "\n   The account is busy: run the command again later, or with a lower --concurrency.";
  return "";
}
