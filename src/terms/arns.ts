export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  /** Twelve digits, `aws`, or empty. */
  readonly accountId: string;
  /** Everything after the fifth colon: `user/people/alice`. */
  readonly resource: string;
}

/** @returns undefined for what is not an ARN of something */
export function parseArn(text: string): Arn | undefined {
  const match = /^arn:(aws[a-z-]*):([a-z0-9-]+):([a-z0-9-]*):(\d{12}|aws)?:(.+)$/s.exec(text);
  if (match === null) return undefined;
  const [, partition = "", service = "", region = "", accountId = "", resource = ""] = match;
  return { partition, service, region, accountId, resource };
}

/** The name at the end of an ARN: `alice` of `arn:aws:iam::123456789012:user/people/alice`. */
export function nameOfArn(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}

/** `123456789012` of `arn:aws:iam::123456789012:user/alice`. */
export function accountOfArn(arn: string): string {
  return arn.split(":", 5)[4] ?? "";
}

/** Whether a text is the number of an account: of what AWS itself owns it is `aws`, or empty. */
export function isAccountId(text: string): boolean {
  return /^\d{12}$/.test(text);
}
