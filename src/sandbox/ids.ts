import { createHash, randomBytes, randomUUID } from "node:crypto";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const LOWER_40_BITS = (1n << 40n) - 1n;

export type KeyPrefix = "AKIA" | "ASIA";

/** Two well-known access keys an account: an administrator's session, and the root user. */
export type WellKnownKey = "admin" | "root";

const WELL_KNOWN_TAILS: Record<WellKnownKey, string> = { admin: "SANDBX", root: "RTUSER" };

function base32(bytes: Uint8Array): string {
  let bits = 0;
  let value = 0;
  let out = "";
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      out += BASE32[(value >>> bits) & 31];
    }
    value &= (1 << bits) - 1;
  }
  return bits > 0 ? out + BASE32[(value << (5 - bits)) & 31] : out;
}

export function base32Encode(bytes: Uint8Array): string {
  return base32(bytes);
}

export function base32Decode(text: string): Uint8Array {
  let bits = 0;
  let value = 0;
  const out: number[] = [];
  for (const char of text) {
    value = (value << 5) | BASE32.indexOf(char);
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      out.push((value >>> bits) & 255);
      value &= (1 << bits) - 1;
    }
  }
  return Uint8Array.from(out);
}

/** An AWS unique id: four letters that say the kind, then 17 of A-Z2-7 ("AIDA..." is a user). */
export function uniqueId(prefix: string, length = 17): string {
  let out = prefix;
  for (const byte of randomBytes(length)) out += BASE32[byte & 31];
  return out;
}

/** Keys made since 2019 carry the account id in bits 7 to 46 of their first six bytes; so do ours. */
function keyHead(accountId: string, low: number): Buffer {
  const head = Buffer.alloc(10);
  head.writeBigUInt64BE((((1n << 47n) | (BigInt(accountId) << 7n) | BigInt(low)) << 16n) & ((1n << 64n) - 1n));
  return head;
}

export function accessKeyId(accountId: string, prefix: KeyPrefix = "AKIA"): string {
  const bytes = keyHead(accountId, (randomBytes(1)[0] ?? 0) & 127);
  randomBytes(4).copy(bytes, 6);
  return prefix + base32(bytes);
}

export function wellKnownAccessKeyId(kind: WellKnownKey, accountId: string): string {
  return `AKIA${base32(keyHead(accountId, 0)).slice(0, 10)}${WELL_KNOWN_TAILS[kind]}`;
}

/** The account an access key id belongs to, or undefined where the text is not an access key id of this shape. */
function accountOfAccessKeyId(id: string): string | undefined {
  if (!/^A[KS]IA[A-Z2-7]{16}$/.test(id)) return undefined;
  const head = Buffer.from(base32Decode(id.slice(4)).subarray(0, 6));
  return ((BigInt(`0x${head.toString("hex")}`) >> 7n) & LOWER_40_BITS).toString().padStart(12, "0");
}

export function wellKnownKeyOf(id: string): { kind: WellKnownKey; accountId: string } | undefined {
  const accountId = accountOfAccessKeyId(id);
  if (accountId === undefined) return undefined;
  for (const kind of ["admin", "root"] as const) {
    if (wellKnownAccessKeyId(kind, accountId) === id) return { kind, accountId };
  }
  return undefined;
}

export function secretAccessKey(): string {
  return randomBytes(30).toString("base64");
}

export function requestId(): string {
  return randomUUID();
}

/** The id the console shows for a certificate: 32 capital letters and digits. */
export function certificateId(): string {
  return uniqueId("", 32);
}

/** An MD5 fingerprint as IAM prints it: sixteen pairs of hex digits between colons. */
export function fingerprint(bytes: Uint8Array): string {
  return createHash("md5")
    .update(bytes)
    .digest("hex")
    .replace(/..(?!$)/g, "$&:");
}
