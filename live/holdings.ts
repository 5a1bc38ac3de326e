import { by } from "../text/by";
import { defined } from "../text/defined";
import type { LiveAccount } from "./account";
import type { Holding, Kind } from "./kinds";
import { type CouldNotLook, look } from "./outcome";
import { listAll } from "./paging";

/** All that a user holds, as far as we may see. */
export interface Held {
  readonly holdings: readonly Holding[];
  /** Kinds that could not be looked at: nothing may be said about these. */
  readonly blind: readonly CouldNotLook[];
}

type Reader = (account: LiveAccount, UserName: string) => Promise<Omit<Holding, "kind">[]>;

/** One reader a kind; each reads to the last page. */
const readers: Readonly<Record<Kind, Reader>> = {
  "login profile": async (account, UserName) => {
    const { LoginProfile } = await account.call("iam:GetLoginProfile", { UserName });
    return [{ id: UserName, ...since(LoginProfile?.CreateDate) }];
  },
  "access key": async (account, UserName) =>
    (await listAll(account, "iam:ListAccessKeys", { UserName }, "AccessKeyMetadata")).map(
      ({ AccessKeyId, Status, CreateDate }) => ({ id: AccessKeyId ?? "", ...status(Status), ...since(CreateDate) }),
    ),
  "signing certificate": async (account, UserName) =>
    (await listAll(account, "iam:ListSigningCertificates", { UserName }, "Certificates")).map(
      ({ CertificateId, Status, UploadDate }) => ({ id: CertificateId ?? "", ...status(Status), ...since(UploadDate) }),
    ),
  "SSH public key": async (account, UserName) =>
    (await listAll(account, "iam:ListSSHPublicKeys", { UserName }, "SSHPublicKeys")).map(
      ({ SSHPublicKeyId, Status, UploadDate }) => ({
        id: SSHPublicKeyId ?? "",
        ...status(Status),
        ...since(UploadDate),
      }),
    ),
  "service-specific credential": async (account, UserName) =>
    (await listAll(account, "iam:ListServiceSpecificCredentials", { UserName }, "ServiceSpecificCredentials")).map(
      ({ ServiceSpecificCredentialId, ServiceName, Status, CreateDate }) => ({
        id: ServiceSpecificCredentialId ?? "",
        ...defined({ service: ServiceName }),
        ...status(Status),
        ...since(CreateDate),
      }),
    ),
  "MFA device": async (account, UserName) =>
    (await listAll(account, "iam:ListMFADevices", { UserName }, "MFADevices")).map(({ SerialNumber, EnableDate }) => ({
      id: SerialNumber ?? "",
      ...since(EnableDate),
    })),
  "inline policy": async (account, UserName) =>
    (await listAll(account, "iam:ListUserPolicies", { UserName }, "PolicyNames")).map((id) => ({ id })),
  "managed policy": async (account, UserName) =>
    (await listAll(account, "iam:ListAttachedUserPolicies", { UserName }, "AttachedPolicies")).map(({ PolicyArn }) => ({
      id: PolicyArn ?? "",
    })),
  group: async (account, UserName) =>
    (await listAll(account, "iam:ListGroupsForUser", { UserName }, "Groups")).map(({ GroupName }) => ({
      id: GroupName ?? "",
    })),
};

const PLURALS: Readonly<Record<Kind, string>> = {
  "login profile": "the login profile",
  "access key": "access keys",
  "signing certificate": "signing certificates",
  "SSH public key": "SSH public keys",
  "service-specific credential": "service-specific credentials",
  "MFA device": "MFA devices",
  "inline policy": "inline policies",
  "managed policy": "attached policies",
  group: "groups",
};

/** Asks for all nine kinds: nine calls. Of a user that is not there, nothing is held. */
export async function holdingsOf(account: LiveAccount, userName: string): Promise<Held> {
  const blind: CouldNotLook[] = [];
  const found = await Promise.all(
    (Object.keys(readers) as Kind[]).map(async (kind) => {
      const seen = await look(`${PLURALS[kind]} of ${userName}`, () => readers[kind](account, userName));
      if (seen.kind === "could not look") blind.push(seen);
      return seen.kind === "found" ? seen.value.map((holding): Holding => ({ kind, ...holding })) : [];
    }),
  );
  return { holdings: found.flat(), blind: blind.sort(by(({ what }) => what)) };
}

function since(date: Date | undefined): { since?: string } {
  return date === undefined ? {} : { since: date.toISOString() };
}

function status(text: string | undefined): { status?: string } {
  return text === undefined ? {} : { status: text };
}
