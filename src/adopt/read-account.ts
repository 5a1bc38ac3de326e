import type { LiveAccount } from "../aws/account";
import { readAuthorizationDetails, tagsOf, type UserDetail } from "../aws/authorization-details";
import { mapLimited } from "../aws/concurrency";
import { CallFailed, isAbsent } from "../aws/failures";
import { look } from "../aws/outcome";
import { listAll } from "../aws/paging";
import { decodeDocument } from "../policy/encoding";
import { by } from "../text/by";
import type { Credential, HeldGroup, HeldPolicy, HeldUser } from "./held-user";

/** Users with their groups and policies, a thousand a call; what they hold is not read yet. */
export interface AccountUsers {
  readonly users: readonly UserDetail[];
  readonly groups: readonly HeldGroup[];
}

/** @throws AccessDenied, ListingFailed */
export async function readUsers(account: LiveAccount): Promise<AccountUsers> {
  const { users, groups } = await readAuthorizationDetails(account);
  return {
    users,
    groups: groups.map(({ GroupName = "", Path = "/", AttachedManagedPolicies = [], GroupPolicyList = [] }) => ({
      name: GroupName,
      path: Path,
      managedPolicies: AttachedManagedPolicies.flatMap(({ PolicyArn }) => PolicyArn ?? []),
      inlinePolicies: GroupPolicyList.map(({ PolicyName = "" }) => PolicyName),
    })),
  };
}

/**
 * Reads the six kinds of credentials of each user: six calls and one more for each SSH key, eleven at most. One that
 * may not be read ends it all: an entry that lacks a credential would pretend that there is none.
 * @throws AccessDenied, CallFailed
 */
export function readHeld(
  account: LiveAccount,
  users: readonly UserDetail[],
  onUser: (done: number) => void = () => {},
): Promise<HeldUser[]> {
  let done = 0;
  return mapLimited(users, 8, async (detail) => {
    const held = await readOne(account, detail);
    onUser(++done);
    return held;
  });
}

/**
 * Policies with the document in force: two calls each. One that is not there is left out.
 * @param arns of customer managed policies
 * @throws AccessDenied, CallFailed
 */
export async function readPolicies(account: LiveAccount, arns: readonly string[]): Promise<HeldPolicy[]> {
  const read = await mapLimited(arns, 8, async (PolicyArn): Promise<HeldPolicy[]> => {
    try {
      const { Policy } = await account.call("iam:GetPolicy", { PolicyArn });
      const asked = { PolicyArn, VersionId: Policy?.DefaultVersionId };
      const { PolicyVersion } = await account.call("iam:GetPolicyVersion", asked);
      return [
        {
          ...{ arn: PolicyArn, name: Policy?.PolicyName ?? "", path: Policy?.Path ?? "/", tags: tagsOf(Policy?.Tags) },
          description: Policy?.Description || undefined,
          document: decodeDocument(PolicyVersion?.Document ?? ""),
        },
      ];
    } catch (error) {
      if (isAbsent(error)) return [];
      throw error;
    }
  });
  return read.flat();
}

/** Serial numbers of the virtual devices that nobody has enrolled: one that Terraform made is such. */
export async function readUnassignedDevices(account: LiveAccount): Promise<string[]> {
  const asked = { AssignmentStatus: "Unassigned" as const };
  const devices = await listAll(account, "iam:ListVirtualMFADevices", asked, "VirtualMFADevices");
  return devices.flatMap(({ SerialNumber }) => SerialNumber ?? []);
}

async function readOne(account: LiveAccount, detail: UserDetail): Promise<HeldUser> {
  const UserName = detail.UserName ?? "";
  const profile = await look("password", () => account.call("iam:GetLoginProfile", { UserName }));
  if (profile.kind === "could not check") await account.call("iam:GetLoginProfile", { UserName });
  const devices = await listAll(account, "iam:ListMFADevices", { UserName }, "MFADevices");
  const keys = await listAll(account, "iam:ListAccessKeys", { UserName }, "AccessKeyMetadata");
  const certificates = await listAll(account, "iam:ListSigningCertificates", { UserName }, "Certificates");
  const credentials = await listAll(
    account,
    "iam:ListServiceSpecificCredentials",
    { UserName },
    "ServiceSpecificCredentials",
  );
  return {
    name: UserName,
    path: detail.Path ?? "/",
    tags: tagsOf(detail.Tags),
    groups: detail.GroupList ?? [],
    permissionsBoundary: detail.PermissionsBoundary?.PermissionsBoundaryArn,
    managedPolicies: (detail.AttachedManagedPolicies ?? []).flatMap(({ PolicyArn }) => PolicyArn ?? []),
    inlinePolicies: (detail.UserPolicyList ?? []).map(({ PolicyName = "", PolicyDocument = "" }) => ({
      name: PolicyName,
      document: decodeDocument(PolicyDocument),
    })),
    loginProfile: profile.kind === "found",
    mfaDevices: devices.flatMap(({ SerialNumber }) => SerialNumber ?? []),
    accessKeys: oldestFirst(keys.map((key) => credential(key.AccessKeyId, key.Status, key.CreateDate))),
    sshPublicKeys: await sshKeys(account, UserName),
    signingCertificates: oldestFirst(
      certificates.map((one) => ({
        ...credential(one.CertificateId, one.Status, one.UploadDate),
        body: one.CertificateBody ?? "",
      })),
    ),
    serviceSpecificCredentials: oldestFirst(
      credentials.map((one) => ({
        ...credential(one.ServiceSpecificCredentialId, one.Status, one.CreateDate),
        service: one.ServiceName ?? "",
      })),
    ),
  };
}

async function sshKeys(account: LiveAccount, UserName: string): Promise<HeldUser["sshPublicKeys"]> {
  const listed = await listAll(account, "iam:ListSSHPublicKeys", { UserName }, "SSHPublicKeys");
  const keys = await Promise.all(
    listed.map(async ({ SSHPublicKeyId, Status, UploadDate }) => {
      const asked = { UserName, SSHPublicKeyId, Encoding: "SSH" as const };
      return { ...credential(SSHPublicKeyId, Status, UploadDate), body: await sshText(account, asked) };
    }),
  );
  return oldestFirst(keys);
}

/** @returns undefined for a key that IAM took once and cannot write as SSH any more */
async function sshText(
  account: LiveAccount,
  asked: { UserName: string; SSHPublicKeyId: string | undefined; Encoding: "SSH" },
): Promise<string | undefined> {
  try {
    const { SSHPublicKey } = await account.call("iam:GetSSHPublicKey", asked);
    return SSHPublicKey?.SSHPublicKeyBody ?? "";
  } catch (error) {
    if (error instanceof CallFailed && /^(InvalidPublicKey|UnrecognizedPublicKeyEncoding)$/.test(error.code))
      return undefined;
    throw error;
  }
}

function credential(id: string | undefined, status: string | undefined, date: Date | undefined): Credential {
  return { id: id ?? "", status: status ?? "Active", created: date?.toISOString() ?? "" };
}

/** The same account gives the same slots. */
function oldestFirst<T extends Credential>(list: readonly T[]): T[] {
  return [...list].sort(
    by(
      ({ created }) => created,
      ({ id }) => id,
    ),
  );
}
