import { type HoldingKind, holdingFactsOf, holdingKinds } from "../terms/holdings";
import { by } from "../text/by";
import { defined } from "../text/defined";
import type { LiveAccount } from "./account";
import type { Holding } from "./kinds";
import { type CouldNotLook, look } from "./outcome";
import { listAll } from "./paging";

/** All that a user holds, as far as we may see. */
export interface Held {
  readonly holdings: readonly Holding[];
  /** Kinds that could not be checked: nothing may be said about these. */
  readonly blind: readonly CouldNotLook[];
}

type Reader = (account: LiveAccount, UserName: string) => Promise<Omit<Holding, "kind">[]>;

/** One reader a kind; each reads to the last page. */
const readers: Readonly<Record<HoldingKind, Reader>> = {
  loginProfile: async (account, UserName) => {
    const { LoginProfile } = await account.call("iam:GetLoginProfile", { UserName });
    return [{ id: UserName, ...since(LoginProfile?.CreateDate) }];
  },
  accessKey: async (account, UserName) =>
    (await listAll(account, "iam:ListAccessKeys", { UserName }, "AccessKeyMetadata")).map(
      ({ AccessKeyId, Status, CreateDate }) => ({ id: AccessKeyId ?? "", ...status(Status), ...since(CreateDate) }),
    ),
  signingCertificate: async (account, UserName) =>
    (await listAll(account, "iam:ListSigningCertificates", { UserName }, "Certificates")).map(
      ({ CertificateId, Status, UploadDate }) => ({ id: CertificateId ?? "", ...status(Status), ...since(UploadDate) }),
    ),
  sshPublicKey: async (account, UserName) =>
    (await listAll(account, "iam:ListSSHPublicKeys", { UserName }, "SSHPublicKeys")).map(
      ({ SSHPublicKeyId, Status, UploadDate }) => ({
        id: SSHPublicKeyId ?? "",
        ...status(Status),
        ...since(UploadDate),
      }),
    ),
  serviceSpecificCredential: async (account, UserName) =>
    (await listAll(account, "iam:ListServiceSpecificCredentials", { UserName }, "ServiceSpecificCredentials")).map(
      ({ ServiceSpecificCredentialId, ServiceName, Status, CreateDate }) => ({
        id: ServiceSpecificCredentialId ?? "",
        ...defined({ service: ServiceName }),
        ...status(Status),
        ...since(CreateDate),
      }),
    ),
  mfaDevice: async (account, UserName) =>
    (await listAll(account, "iam:ListMFADevices", { UserName }, "MFADevices")).map(({ SerialNumber, EnableDate }) => ({
      id: SerialNumber ?? "",
      ...since(EnableDate),
    })),
  inlinePolicy: async (account, UserName) =>
    (await listAll(account, "iam:ListUserPolicies", { UserName }, "PolicyNames")).map((id) => ({ id })),
  managedPolicy: async (account, UserName) =>
    (await listAll(account, "iam:ListAttachedUserPolicies", { UserName }, "AttachedPolicies")).map(({ PolicyArn }) => ({
      id: PolicyArn ?? "",
    })),
  group: async (account, UserName) =>
    (await listAll(account, "iam:ListGroupsForUser", { UserName }, "Groups")).map(({ GroupName }) => ({
      id: GroupName ?? "",
    })),
};

/** Asks for every kind, or for these: one call a kind. Of a user that is not there, nothing is held. */
export async function holdingsOf(
  account: LiveAccount,
  userName: string,
  asked: Iterable<HoldingKind> = holdingKinds,
): Promise<Held> {
  const blind: CouldNotLook[] = [];
  const found = await Promise.all(
    [...asked].map(async (kind) => {
      const { noun, slots } = holdingFactsOf(kind);
      const what = slots ? noun[1] : `the ${noun[0]}`;
      const seen = await look(`${what} of ${userName}`, () => readers[kind](account, userName));
      if (seen.kind === "could not check") blind.push(seen);
      return seen.kind === "found" ? seen.value.map((holding): Holding => ({ kind, ...holding })) : [];
    }),
  );
  return { holdings: found.flat(), blind: blind.sort(by(({ what }) => what)) };
}

function since(date: Date | undefined): { since?: string } {
  return date === undefined ? {} : { since: date.toISOString() };
}

function status(text: string | undefined): { status?: string } {
  return defined({ status: text });
}
