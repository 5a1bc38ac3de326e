import { createHmac } from "node:crypto";
import { base32Decode } from "./ids";

const STEP_MS = 30_000;
/** How far a device's clock may be off at an enrolment or a login, and at a resynchronisation, in steps of 30 s. */
const SKEW = 10;
const RESYNC_SKEW = 120;

/** The six digits that an authenticator app shows (RFC 6238: SHA-1, 30 s). @param seed base32, as CreateVirtualMFADevice gives it */
export function totpCode(seed: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac("sha1", base32Decode(seed)).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

export function totpStep(now: Date): number {
  return Math.floor(now.getTime() / STEP_MS);
}

/** Whether two codes follow each other directly and are near the present time. */
export function codesAreConsecutive(seed: string, first: string, second: string, now: Date, resync = false): boolean {
  const present = totpStep(now);
  const skew = resync ? RESYNC_SKEW : SKEW;
  for (let step = present - skew; step <= present + skew; step++) {
    if (totpCode(seed, step) === first && totpCode(seed, step + 1) === second) return true;
  }
  return false;
}

/** The step a code belongs to, one step of skew allowed, or undefined where it is no code of this device. */
export function stepOfCode(seed: string, code: string, now: Date): number | undefined {
  const present = totpStep(now);
  return [present, present - 1, present + 1].find((step) => totpCode(seed, step) === code);
}
