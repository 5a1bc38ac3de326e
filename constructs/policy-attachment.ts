/** A managed policy that a user or a group has. */
export interface PolicyAttachment {
  /** Names the attachment in its address, below the user or group: one key or more. */
  readonly keys: readonly string[];
  /** The policy's ARN, or a reference to it. */
  readonly arn: string;
}
