/** Whom an apply was to remove, or which device, without a proof since that it is gone. */
export type Awaited = AwaitedUser | AwaitedDevice;

export interface AwaitedUser {
  readonly kind: "user";
  readonly name: string;
  /** @default - the plan did not know it */
  readonly userId?: string;
  readonly stack: string;
}

/** A virtual MFA device of somebody who stays. */
export interface AwaitedDevice {
  readonly kind: "device";
  readonly serial: string;
  /** @default - nobody knows whose it was */
  readonly user?: string;
  readonly stack: string;
}
