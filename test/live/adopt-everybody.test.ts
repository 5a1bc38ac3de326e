import { inState } from "../../src/adopt/in-state";
import { CallFailed } from "../../src/aws/failures";
import { decide, planAdoption } from "../../src/cli/adopt/adopt";
import { edited } from "../../src/cli/adopt/edits";
import { readAccount } from "../../src/cli/adopt/read";
import type { AdoptionContext, AdoptionRequest } from "../../src/cli/adopt/request";
import { settle } from "../../src/cli/adopt/settle";
import { RosterFiles } from "../../src/cli/roster-files";
import { stateOf } from "../../src/plan/state";
import { once } from "../../src/text/once";
import { CERTIFICATE, OTHER_CERTIFICATES, SSH_KEY } from "../sandbox/credentials";
import { testdir } from "../testdir";
import { whole } from "../whole";
import { fakeAccount } from "./fake-account";

const ACCOUNT = "123456789012";
const USERS = 5_000;
const PAGE = 1_000;
const UploadDate = new Date("2026-01-01T00:00:00Z");
const nameOf = (at: number) => `user-${String(at).padStart(4, "0")}`;
const ssh = (at: number) => SSH_KEY.replace("AAAAB3NzaC1yc2E", `AAAAB3NzaC1yc2E${at}`);
const services = ["codecommit.amazonaws.com", "cassandra.amazonaws.com"];

/** Users who hold as much as IAM lets them: all six kinds, each up to its quota; answers come in pages. */
function fullAccount(users: number) {
  const answers: Record<string, (input: { UserName: string; Marker?: string; SSHPublicKeyId?: string }) => object> = {
    "iam:GetAccountAuthorizationDetails": ({ Marker }) => {
      const from = Number(Marker ?? 0);
      const to = Math.min(from + PAGE, users);
      const UserDetailList = Array.from({ length: to - from }, (_, at) => ({
        UserName: nameOf(from + at),
        Path: "/",
        GroupList: ["everybody"],
      }));
      const more = to < users;
      const GroupDetailList = more ? [] : [{ GroupName: "everybody", Path: "/" }];
      return { UserDetailList, GroupDetailList, IsTruncated: more, ...(more ? { Marker: String(to) } : {}) };
    },
    "iam:GetLoginProfile": ({ UserName }) => {
      if (UserName === nameOf(1)) throw new CallFailed("iam:GetLoginProfile", "NoSuchEntity", "none");
      return { LoginProfile: { UserName } };
    },
    "iam:ListMFADevices": ({ UserName }) => ({
      MFADevices: many(8, (at) => ({ SerialNumber: `arn:aws:iam::${ACCOUNT}:mfa/${UserName}-${at}` })),
    }),
    "iam:ListAccessKeys": ({ UserName }) => ({
      AccessKeyMetadata: many(2, (at) => ({ AccessKeyId: `AKIA${UserName}${at}`, Status: "Active" })),
    }),
    "iam:ListSigningCertificates": ({ UserName }) => ({
      Certificates: many(2, (at) => ({
        CertificateId: `CERT${UserName}${at}`,
        CertificateBody: at === 0 ? CERTIFICATE : OTHER_CERTIFICATES[0]?.trim(),
        Status: "Active",
        UploadDate,
      })),
    }),
    "iam:ListSSHPublicKeys": ({ UserName }) => ({
      SSHPublicKeys: many(5, (at) => ({ SSHPublicKeyId: `APKA${UserName}${at}`, Status: "Active", UploadDate })),
    }),
    "iam:GetSSHPublicKey": ({ SSHPublicKeyId = "" }) => ({
      SSHPublicKey: { SSHPublicKeyBody: `${ssh(Number(SSHPublicKeyId.at(-1)))}\n` },
    }),
    "iam:ListServiceSpecificCredentials": ({ UserName }) => ({
      ServiceSpecificCredentials: services.map((ServiceName, at) => ({
        ...{ ServiceSpecificCredentialId: `ACCA${UserName}${at}`, ServiceName, Status: "Active" },
      })),
    }),
    "iam:ListVirtualMFADevices": () => ({ VirtualMFADevices: [] }),
  };
  return fakeAccount(answers as Parameters<typeof fakeAccount>[0]);
}

const many = <T>(length: number, make: (at: number) => T) => Array.from({ length }, (_, at) => make(at));

async function contextOf(
  users: string,
  state = inState(stateOf(undefined)),
): Promise<AdoptionContext & { files: RosterFiles }> {
  const folder = testdir({ "users.yaml": `version: 1\nusers:\n${users}\n` });
  const files = await RosterFiles.open({ path: `${folder}/users.yaml`, name: "users.yaml" }, ACCOUNT, UploadDate);
  const roster = whole(files.loaded);
  return { files, roster, state, accountId: ACCOUNT, defaults: { path: "/", permissionsBoundary: false } };
}

const everybody: AdoptionRequest = { names: [], unmanaged: false, takeGroups: true };
const nobody = "  nobody: { type: human, owner: nobody }";

/** All of the account, read once for the tests of this file. */
const reading = once(async () => {
  const account = fullAccount(USERS);
  const context = await contextOf(nobody);
  return { account, context, found: await readAccount(account, everybody, context) };
});

test("5,000 users who hold all that IAM allows: every page, at most twelve calls a user", async () => {
  const { account, context, found } = await reading();
  const plan = decide(found, everybody, context);
  expect(plan.users).toHaveLength(USERS);
  const calls = Object.values(account.counts()).reduce((sum, count) => sum + count, 0);
  expect(account.counts()).toEqual({
    "iam:GetAccountAuthorizationDetails": USERS / PAGE,
    "iam:GetLoginProfile": USERS,
    "iam:ListMFADevices": USERS,
    "iam:ListAccessKeys": USERS,
    "iam:ListSigningCertificates": USERS,
    "iam:ListServiceSpecificCredentials": USERS,
    "iam:ListSSHPublicKeys": USERS,
    "iam:GetSSHPublicKey": 5 * USERS,
    "iam:ListVirtualMFADevices": 1,
  });
  expect(calls).toBeLessThanOrEqual(12 * USERS);
  // Four of the user itself, its password, and 8 + 2 + 5 + 2 + 2 credentials; one has no password; and the group.
  expect(plan.imports).toHaveLength(USERS * 24 - 1 + 1);
  expect(new Set(plan.imports.map(({ to }) => to)).size).toBe(plan.imports.length);
  expect(plan.left).toEqual([]);
}, 120_000);

test("fails when the roster would be larger than a roster may be", async () => {
  const { context: read, found } = await reading();
  const { files, ...context } = read;
  const settled = await settle({ found, request: everybody, context, files, today: UploadDate });
  expect(settled).toEqual({
    kind: "unsayable",
    errors: ["users.yaml: has 28 MiB, more than the 10 MiB a roster file may have; split it with `include`"],
  });
}, 120_000);

test("--unmanaged: of each of the six kinds, what somebody made by hand", async () => {
  const state = { addresses: new Set(["aws_iam_user.user-0000"]), ids: new Set<string>(), users: new Map() };
  const account = fullAccount(3);
  const context = await contextOf("  user-0000: { type: service, owner: ci }", state);
  const request = { ...everybody, names: ["user-0000"], unmanaged: true };
  const { users, imports } = await planAdoption(account, request, context);
  const [user] = users;
  expect(Object.entries(user?.patch ?? {}).map(([kind, slots]) => `${kind}: ${Object.keys(slots as object)}`)).toEqual([
    "loginProfile: ",
    "mfaDevices: 0,1,2,3,4,5,6,7",
    "accessKeys: a,b",
    "sshPublicKeys: ssh,ssh-2,ssh-3,ssh-4,ssh-5",
    "signingCertificates: certificate,certificate-2",
    "serviceSpecificCredentials: git,keyspaces",
  ]);
  expect(imports).toHaveLength(1 + 8 + 2 + 5 + 2 + 2);
});

test("what the entry names already is matched, of each kind, and not doubled", async () => {
  const [other = ""] = OTHER_CERTIFICATES;
  const yaml = `  first:
    name: USER-0000
    type: human
    owner: o
    loginProfile: {}
    mfaDevices: { ${many(8, (at) => `d${at}: { name: User-0000-${at} }`).join(", ")} }
    accessKeys: { laptop: {}, server: {} }
    sshPublicKeys: { ${many(5, (at) => `k${at}: { publicKey: ${ssh(4 - at)} of mine }`).join(", ")} }
    signingCertificates: { one: { body: ${JSON.stringify(other)} }, two: { body: ${JSON.stringify(CERTIFICATE)} } }
    serviceSpecificCredentials: { keys: { service: cassandra.amazonaws.com }, git: { service: codecommit.amazonaws.com } }`;
  const account = fullAccount(1);
  const request = { ...everybody, names: ["user-0000"] };
  const context = await contextOf(yaml);
  const plan = await planAdoption(account, request, context);
  const { users, imports } = plan;
  expect(users.map(({ key, patch, amended }) => ({ key, patch, amended }))).toEqual([
    {
      key: "first",
      patch: { groups: ["everybody"] },
      // It was uploaded from a file: the entry learns of the line break at its end.
      amended: [{ path: ["signingCertificates", "two"], value: { finalLineBreak: true } }],
    },
  ]);
  const text = edited(context.files, context.roster, plan).get("users.yaml");
  expect(text).toContain(`two: { body: ${JSON.stringify(CERTIFICATE)}, finalLineBreak: true } }`);
  const idOf = new Map(imports.map(({ to, id }) => [to, id]));
  expect(idOf.get("aws_iam_user_ssh_key.first--k1")).toBe("user-0000:APKAuser-00003:SSH");
  expect(idOf.get("aws_iam_virtual_mfa_device.first--d7")).toBe(`arn:aws:iam::${ACCOUNT}:mfa/user-0000-7`);
  expect(idOf.get("aws_iam_signing_certificate.first--one")).toBe("CERTuser-00001:user-0000");
  expect(idOf.get("aws_iam_service_specific_credential.first--keys")).toBe(
    "cassandra.amazonaws.com:user-0000:ACCAuser-00001",
  );
});
