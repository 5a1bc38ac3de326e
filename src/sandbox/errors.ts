/** An answer that AWS gives instead of a result. `message` is absent where AWS sends none (ReportNotPresent). */
export class AwsError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly text?: string,
    /** What S3 says beside the message: `BucketName`, `Endpoint`. */
    readonly details: Readonly<Record<string, string>> = {},
    /** Of the answer; only S3 has some. */
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(text ?? code);
    this.name = "AwsError";
  }
}

/** HTTP status by code, as in the IAM service model; the codes of the common errors are from recordings. */
export const noSuchEntity = (text: string) => new AwsError(404, "NoSuchEntity", text);
export const entityAlreadyExists = (text: string) => new AwsError(409, "EntityAlreadyExists", text);
export const deleteConflict = (text: string) => new AwsError(409, "DeleteConflict", text);
export const limitExceeded = (text: string) => new AwsError(409, "LimitExceeded", text);
export const validationError = (text: string) => new AwsError(400, "ValidationError", text);
export const invalidInput = (text: string) => new AwsError(400, "InvalidInput", text);
export const malformedPolicyDocument = (text: string) => new AwsError(400, "MalformedPolicyDocument", text);
export const accessDenied = (text: string) => new AwsError(403, "AccessDenied", text);
export const invalidClientTokenId = () =>
  new AwsError(403, "InvalidClientTokenId", "The security token included in the request is invalid.");

export function quotaExceeded(quota: string, limit: number): AwsError {
  return limitExceeded(`Cannot exceed quota for ${quota}: ${limit}`);
}
