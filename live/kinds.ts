/** The nine kinds that IAM wants gone before it deletes a user (API reference, DeleteUser), in the order given there. */
export const kinds = [
  "login profile",
  "access key",
  "signing certificate",
  "SSH public key",
  "service-specific credential",
  "MFA device",
  "inline policy",
  "managed policy",
  "group",
] as const;

export type Kind = (typeof kinds)[number];

/** One thing that a user holds. */
export interface Holding {
  readonly kind: Kind;
  /** AWS's own id: of a login profile the user's name, of a device its serial number, of a policy its name or ARN. */
  readonly id: string;
  /** `Active`, `Inactive`, `Expired`. @default - the kind has none */
  readonly status?: string;
  /** ISO time. */
  readonly since?: string;
  /** Of a service-specific credential. */
  readonly service?: string;
}

/** In words: `access key AKIA... (Active, since 2026-01-02)`. */
export function describeHolding({ kind, id, status, since, service }: Holding): string {
  const facts = [service, status, since === undefined ? undefined : `since ${since.slice(0, 10)}`].filter(Boolean);
  const name = kind === "login profile" ? "login profile (console password)" : `${kind} ${id}`;
  return facts.length === 0 ? name : `${name} (${facts.join(", ")})`;
}

/** Virtual devices have an ARN; hardware devices a number, FIDO keys a path below `u2f`: they can only be deactivated. */
export function isVirtualDevice(serial: string): boolean {
  return /^arn:[^:]+:iam::\d{12}:mfa\//.test(serial);
}

/** `phone` of `arn:aws:iam::123456789012:mfa/people/phone`. */
export function deviceName(serial: string): string {
  return serial.slice(serial.lastIndexOf("/") + 1);
}
