import { createPublicKey, type KeyObject } from "node:crypto";
import type { Call } from "./call";
import { AwsError, noSuchEntity } from "./errors";
import { fingerprint } from "./ids";
import type { SshPublicKey, User } from "./state";

export const SSH_PUBLIC_KEYS_PER_USER = 5;

function invalid(): AwsError {
  return new AwsError(400, "InvalidPublicKey", "The public key is malformed or otherwise invalid.");
}

function readField(blob: Buffer, at: number): Buffer {
  if (at + 4 > blob.length) throw invalid();
  const end = at + 4 + blob.readUInt32BE(at);
  if (end > blob.length) throw invalid();
  return blob.subarray(at + 4, end);
}

function field(bytes: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** A positive number of SSH carries a zero byte before a first byte of 128 or more. */
function mpint(base64url: string): Buffer {
  const bytes = Buffer.from(base64url, "base64url");
  return field((bytes[0] ?? 0) > 127 ? Buffer.concat([Buffer.alloc(1), bytes]) : bytes);
}

function keyOfBlob(blob: Buffer): KeyObject {
  const kind = readField(blob, 0);
  const exponent = readField(blob, 4 + kind.length);
  const modulus = readField(blob, 8 + kind.length + exponent.length);
  const n = modulus.toString("base64url");
  return createPublicKey({ key: { kty: "RSA", n, e: exponent.toString("base64url") }, format: "jwk" });
}

function blobOfKey(key: KeyObject): Buffer {
  const jwk = key.export({ format: "jwk" });
  if (jwk.kty !== "RSA") throw invalid();
  return Buffer.concat([field(Buffer.from("ssh-rsa")), mpint(jwk.e ?? ""), mpint(jwk.n ?? "")]);
}

/**
 * Reads the body of UploadSSHPublicKey. IAM takes RSA alone, of 2,048 bits or more, as an ssh-rsa line or in PEM
 * (API reference, UploadSSHPublicKey); an ssh-ed25519 key is refused.
 * @returns the blob that an ssh-rsa line holds in base64
 */
export function readSshPublicKey(body: string): Buffer {
  try {
    const [kind, base64 = ""] = body.trim().split(/\s+/);
    const key = kind === "ssh-rsa" ? keyOfBlob(Buffer.from(base64, "base64")) : createPublicKey(body);
    if (key.asymmetricKeyType !== "rsa" || (key.asymmetricKeyDetails?.modulusLength ?? 0) < 2048) throw invalid();
    return blobOfKey(key);
  } catch {
    throw invalid();
  }
}

export function sshFingerprint(blob: Buffer): string {
  return fingerprint(blob);
}

/** The body in the encoding that is asked for; the stored text where it is in that encoding already. */
function encodeSshPublicKey(body: string, encoding: "SSH" | "PEM"): string {
  const isSsh = body.trimStart().startsWith("ssh-rsa");
  if (isSsh === (encoding === "SSH")) return body;
  const blob = readSshPublicKey(body);
  if (encoding === "SSH") return `ssh-rsa ${blob.toString("base64")}`;
  return keyOfBlob(blob).export({ type: "spki", format: "pem" }).toString();
}

export function requireSshPublicKey(call: Call, user: User, id: string): SshPublicKey {
  const key = user.sshPublicKeys.find((candidate) => candidate.sshPublicKeyId === id);
  if (key && !call.runtime.faults.hides(`sshPublicKey/${id}`, call.now)) return key;
  throw noSuchEntity(`The Public Key with id ${id} cannot be found.`);
}

export function writeSshPublicKey(user: User, key: SshPublicKey, encoding: "SSH" | "PEM") {
  return {
    UserName: user.userName,
    SSHPublicKeyId: key.sshPublicKeyId,
    Fingerprint: key.fingerprint,
    SSHPublicKeyBody: encodeSshPublicKey(key.body, encoding),
    Status: key.status,
    UploadDate: key.uploadDate,
  };
}
