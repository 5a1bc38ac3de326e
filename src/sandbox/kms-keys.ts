import { readPolicy } from "../policy/document";
import { iamArn, serviceArn } from "./arns";
import type { Call, Resource } from "./call";
import { AwsError } from "./errors";
import type { Account, KmsGrant, KmsKey } from "./state";

export interface NamesKey {
  readonly KeyId: string;
}

const regionOf = (key: KmsKey): string => key.region ?? "us-east-1";

export const keyArn = (account: Account, key: KmsKey) => serviceArn(account, "kms", `key/${key.keyId}`, regionOf(key));

/** Keys live in one region, and are nowhere else. */
export const keysOf = ({ account, region }: Call): KmsKey[] =>
  Object.values(account.kmsKeys).filter((key) => regionOf(key) === region);

function findKey(call: Call, given: string): KmsKey | undefined {
  const id = given.replace(/^arn:aws[a-z-]*:kms:[^:]*:\d{12}:/, "").replace(/^key\//, "");
  return keysOf(call).find((key) => (id.startsWith("alias/") ? key.aliases.includes(id) : key.keyId === id));
}

/** @throws AwsError NotFoundException, in KMS's words */
export function requireKey(call: Call, given: string): KmsKey {
  const key = findKey(call, given);
  if (key) return key;
  const arn = given.startsWith("arn:") ? given : serviceArn(call.account, "kms", `key/${given}`, call.region);
  const what = given.includes("alias/")
    ? `Alias ${arn.replace(":key/", ":")} is not found.`
    : `Key '${arn}' does not exist`;
  throw new AwsError(400, "NotFoundException", what);
}

export function keyResource(call: Call, input: NamesKey): Resource {
  const key = findKey(call, input.KeyId);
  return {
    arn: key ? keyArn(call.account, key) : serviceArn(call.account, "kms", `key/${input.KeyId}`, call.region),
  };
}

/** KMS's JSON has seconds since 1970 where IAM has text. */
export const epochSeconds = (time: string) => Date.parse(time) / 1000;

export function writeKey(call: Call, key: KmsKey): object {
  return {
    AWSAccountId: call.account.accountId,
    KeyId: key.keyId,
    Arn: keyArn(call.account, key),
    CreationDate: epochSeconds(key.createDate),
    Enabled: key.enabled,
    Description: key.description,
    KeyUsage: "ENCRYPT_DECRYPT",
    KeyState: key.enabled ? "Enabled" : "Disabled",
    Origin: "AWS_KMS",
    KeyManager: "CUSTOMER",
    CustomerMasterKeySpec: "SYMMETRIC_DEFAULT",
    KeySpec: "SYMMETRIC_DEFAULT",
    EncryptionAlgorithms: ["SYMMETRIC_DEFAULT"],
    MultiRegion: false,
  };
}

export function writeGrant(call: Call, key: KmsKey, grant: KmsGrant): object {
  return {
    KeyId: keyArn(call.account, key),
    GrantId: grant.grantId,
    Name: grant.name,
    CreationDate: epochSeconds(grant.createDate),
    GranteePrincipal: grant.granteePrincipal,
    RetiringPrincipal: grant.retiringPrincipal,
    IssuingAccount: iamArn(call.account, "root"),
    Operations: grant.operations,
  };
}

/** What KMS gives a key that is created without a policy. */
export function defaultKeyPolicy(account: Account): string {
  const root = { AWS: iamArn(account, "root") };
  const statement = {
    Sid: "Enable IAM User Permissions",
    Effect: "Allow",
    Principal: root,
    Action: "kms:*",
    Resource: "*",
  };
  return JSON.stringify({ Version: "2012-10-17", Id: "key-default-1", Statement: [statement] }, undefined, 2);
}

/**
 * A key policy must be JSON, and must name only principals that exist. KMS says no more than that it is wrong
 * (API reference, PutKeyPolicy: MalformedPolicyDocumentException).
 */
export function checkKeyPolicy(text: string): string {
  if ((readPolicy(text)?.statements.length ?? 0) > 0) return text;
  throw new AwsError(400, "MalformedPolicyDocumentException", "Policy contains invalid JSON.");
}

/** KMS and CloudTrail page with other names than IAM. */
export interface KmsPage {
  readonly Limit?: number;
  readonly Marker?: string;
}

export function kmsPaginated<T>(
  all: readonly T[],
  request: KmsPage,
  name: string,
  write: (item: T) => unknown,
): object {
  const start = request.Marker === undefined ? 0 : Number(Buffer.from(request.Marker, "base64url").toString("latin1"));
  if (!Number.isInteger(start) || start < 0) throw new AwsError(400, "InvalidMarkerException", "Invalid marker.");
  const end = start + (request.Limit ?? 100);
  const Truncated = end < all.length;
  const NextMarker = Truncated ? Buffer.from(String(end), "latin1").toString("base64url") : undefined;
  return { [name]: all.slice(start, end).map(write), Truncated, NextMarker };
}
