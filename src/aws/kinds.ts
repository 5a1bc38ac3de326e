import { type HoldingKind, holdingFactsOf, isHoldingKind } from "../terms/holdings";
import { isCredentialKind } from "../terms/kinds";

/** One thing that a user holds. */
export interface Holding {
  readonly kind: HoldingKind;
  /** AWS's own id: of a password the user's name, of a device its serial number, of a policy its name or ARN. */
  readonly id: string;
  /** `Active`, `Inactive`, `Expired`. @default - the kind has none */
  readonly status?: string;
  /** ISO time. */
  readonly since?: string;
  /** Of a service-specific credential. */
  readonly service?: string;
}

/** Whether what a file says is a holding: it may come from somebody else, or from another version. */
export function isHolding(value: unknown): value is Holding {
  if (typeof value !== "object" || value === null) return false;
  const { kind, id, status = "", since = "", service = "" }: Partial<Record<keyof Holding, unknown>> = value;
  return isHoldingKind(kind) && [id, status, since, service].every((text) => typeof text === "string");
}

/** In words: `access key AKIA... (Active, since 2026-01-02)`, `a password`. */
export function describeHolding({ kind, id, status, since, service }: Holding): string {
  const facts = [service, status, since === undefined ? undefined : `since ${since.slice(0, 10)}`].filter(Boolean);
  const { noun, slots } = holdingFactsOf(kind);
  const name = slots ? `${noun[0]} ${id}` : `a ${noun[0]}`;
  return facts.length === 0 ? name : `${name} (${facts.join(", ")})`;
}

/** Virtual devices have an ARN; hardware devices a number, FIDO keys a path below `u2f`: they can only be deactivated. */
export function isVirtualDevice(serial: string): boolean {
  return /^arn:[^:]+:iam::\d{12}:mfa\//.test(serial);
}

/** The path and the name of a virtual device that Terraform can manage: it takes paths of letters and digits only. */
export function manageableDevice(serial: string): { readonly path: string; readonly name: string } | undefined {
  const [, path, name] = /^arn:[^:]+:iam::\d{12}:mfa(\/(?:[A-Za-z0-9]+\/)*)([^/]+)$/.exec(serial) ?? [];
  return path === undefined || name === undefined ? undefined : { path, name };
}

/** Whether `roster adopt --unmanaged` can give it a place in its user's entry. */
export function isAdoptable({ kind, id, status = "Active" }: Holding): boolean {
  if (!isCredentialKind(kind)) return false;
  // Terraform knows Active and Inactive; what has expired can do nothing any more.
  return kind === "mfaDevice" ? manageableDevice(id) !== undefined : /^(Active|Inactive)$/.test(status);
}

/** `phone` of `arn:aws:iam::123456789012:mfa/people/phone`. */
export function deviceName(serial: string): string {
  return serial.slice(serial.lastIndexOf("/") + 1);
}
