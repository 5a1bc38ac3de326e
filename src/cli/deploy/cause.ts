import { CallFailed, Interrupted, isThrottled } from "../../aws/failures";
import { type Diagnostic, diagnosticLine } from "../../terraform/diagnostics";
import { TerraformFailure } from "../../terraform/failure";

/** Why a run stopped, as far as it decides what a person does next. */
export type Cause =
  | "interrupted"
  | "disk full"
  | "signed out"
  | "no connection"
  | "throttled"
  | "there already"
  | "refused";

interface CauseFacts {
  /** Terraform, its provider and Go's library say it in words; the patterns run in linear time. */
  readonly words: RegExp;
  /** How the SDK and Node call it. */
  readonly codes: RegExp;
}

/** In the order in which they are asked: the AWS SDK says "exceeded maximum number of attempts" of all of the last three. */
const causes: { readonly [C in Exclude<Cause, "interrupted" | "refused">]: CauseFacts } = {
  "disk full": {
    words: /no space left on device|disk quota exceeded|not enough space on the disk/i,
    codes: /^(ENOSPC|EDQUOT)$/,
  },
  "signed out": {
    words:
      /\b(?:ExpiredToken|ExpiredTokenException|RequestExpired|TokenRefreshRequired|InvalidClientTokenId|UnrecognizedClientException)\b|security token included in the request is|failed to refresh cached credentials|SSO session has expired/i,
    codes:
      /^(ExpiredToken|ExpiredTokenException|RequestExpired|TokenRefreshRequired|InvalidClientTokenId|UnrecognizedClientException|CredentialsProviderError)$/,
  },
  "no connection": {
    words:
      /dial tcp|connection refused|connection reset|no such host|network is unreachable|i\/o timeout|TLS handshake timeout|broken pipe|unexpected EOF|request send failed|use of closed network connection/i,
    codes: /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|EPIPE|TimeoutError)$/,
  },
  throttled: {
    words: /\bThrottling|RequestLimitExceeded|TooManyRequests|\bSlowDown\b|Rate exceeded/i,
    codes: /^(Throttling|RequestLimitExceeded)/,
  },
  "there already": {
    words: /\b(?:EntityAlreadyExists|DuplicateSSHPublicKey|DuplicateCertificate)\b/,
    codes: /^(EntityAlreadyExists|DuplicateSSHPublicKey|DuplicateCertificate)/,
  },
};

/** @returns "refused" for everything else: AWS or Terraform said no, and their words tell why */
export function causeOf(error: unknown, stopped: boolean): Cause {
  if (stopped || error instanceof Interrupted || isInterruptedTerraform(error) || nameOf(error) === "AbortError")
    return "interrupted";
  const code = codeOf(error);
  const words = wordsOf(error);
  for (const cause of Object.keys(causes) as (keyof typeof causes)[]) {
    const facts = causes[cause];
    if (facts.codes.test(code) || facts.words.test(words)) return cause;
  }
  return isThrottled(code) ? "throttled" : "refused";
}

/** What to do before the next command; undefined where nothing has to be done. */
export function firstOf(cause: Cause): string | undefined {
  switch (cause) {
    case "disk full":
      return "make room on the disk";
    case "signed out":
      return "sign in again, with credentials that last longer than the apply";
    case "no connection":
      return "wait until the network is back";
    case "throttled":
      return "wait some minutes, since the account is busy";
    case "interrupted":
    case "there already":
    case "refused":
      return undefined;
  }
}

/** How a person is told, after "the apply stopped: ". */
export function causeInWords(cause: Cause, error: unknown): string {
  switch (cause) {
    case "interrupted":
      return "it was interrupted";
    case "disk full":
      return "the disk is full";
    case "signed out":
      return "the credentials have expired, or are not valid any more";
    case "no connection":
      return "the connection was lost";
    case "throttled":
      return "AWS throttled it until the provider gave up";
    case "there already":
    case "refused":
      return firstError(error) ?? (error instanceof Error ? error.message : String(error));
  }
}

function isInterruptedTerraform(error: unknown): boolean {
  return error instanceof TerraformFailure && error.reason === "interrupted";
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "";
}

function codeOf(error: unknown): string {
  if (error instanceof CallFailed) return error.code;
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === "string" ? code : "";
}

function wordsOf(error: unknown): string {
  if (error instanceof TerraformFailure)
    return error.diagnostics.length === 0
      ? error.message
      : error.diagnostics.filter(isError).map(diagnosticLine).join("\n");
  return error instanceof CallFailed ? error.words : "";
}

function firstError(error: unknown): string | undefined {
  if (!(error instanceof TerraformFailure)) return undefined;
  const [first] = error.diagnostics.filter(isError);
  return first === undefined ? undefined : diagnosticLine(first);
}

const isError = ({ severity }: Diagnostic) => severity === "error";
