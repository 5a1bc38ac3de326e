import * as Iam from "@aws-sdk/client-iam";
import { CERTIFICATE, SSH_KEY } from "./credentials";
import { ACCOUNT, allow, type Running, start, twoCodes } from "./helpers";

/**
 * Which fields answers of real AWS IAM have, recorded in 2026 by the Apache-2.0 licensed tests of LocalStack: a field too
 * many misleads a client as much as one too few. The rows go on from each other; errors are in recorded-errors.test.ts.
 */
let running: Running;
beforeAll(async () => {
  running = await start();
});
afterAll(() => running.close());

/** `{Role:{Arn,Path}}`: names of fields, sorted; of a list its members' shapes, each once. */
function shape(value: unknown): string {
  if (Array.isArray(value)) return `[${[...new Set(value.map(shape))].join("|")}]`;
  if (value === null || typeof value !== "object" || value instanceof Date || value instanceof Uint8Array) return "";
  const fields = Object.entries(value).filter(([name, field]) => name !== "$metadata" && field !== undefined);
  const written = fields.map(([name, field]) => {
    const inner = shape(field);
    return inner === "" ? name : `${name}:${inner}`;
  });
  return `{${written.sort().join(",")}}`;
}

const UserName = "alice";
const GroupName = "developers";
const RoleName = "deployer";
const PolicyArn = `arn:aws:iam::${ACCOUNT}:policy/deploy`;
const PolicyDocument = allow("s3:ListBucket");
const Tags = [{ Key: "Team", Value: "platform" }];
const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: ACCOUNT }, Action: "sts:AssumeRole" }],
});
const user = "Arn,CreateDate,Path,UserId,UserName";
const group = "{Arn,CreateDate,GroupId,GroupName,Path}";
const role = "Arn,AssumeRolePolicyDocument,CreateDate";
const policy = "Arn,AttachmentCount,CreateDate,DefaultVersionId";
const more = "IsAttachable,Path,PermissionsBoundaryUsageCount,PolicyId,PolicyName";
const tags = "Tags:[{Key,Value}]";
const version = "CreateDate,IsDefaultVersion,VersionId";
const boundary = "PermissionsBoundary:{PermissionsBoundaryArn,PermissionsBoundaryType}";
const key = "Fingerprint,SSHPublicKeyBody,SSHPublicKeyId,Status,UploadDate,UserName";
const certificate = "{CertificateBody,CertificateId,Status,UploadDate,UserName}";
const attached = "[{PolicyArn,PolicyName}]";

type Row = readonly [command: object, expected: string];
const rows: Row[] = [
  [new Iam.ListUsersCommand({ PathPrefix: "/nobody/" }), "{IsTruncated,Users:[]}"],
  [new Iam.CreateUserCommand({ UserName }), `{User:{${user}}}`],
  [new Iam.GetUserCommand({ UserName }), `{User:{${user}}}`],
  [new Iam.ListUsersCommand({}), `{IsTruncated,Users:[{${user}}]}`],
  [new Iam.CreateUserCommand({ UserName: "bob", Tags }), `{User:{Arn,CreateDate,Path,${tags},UserId,UserName}}`],
  [new Iam.GetUserCommand({ UserName: "bob" }), `{User:{Arn,CreateDate,Path,${tags},UserId,UserName}}`],
  [new Iam.ListUserTagsCommand({ UserName: "bob" }), `{IsTruncated,${tags}}`],
  [new Iam.ListUserTagsCommand({ UserName }), "{IsTruncated,Tags:[]}"],
  [new Iam.CreateLoginProfileCommand({ UserName, Password: "Tr0ub4dor&3" }), login()],
  [new Iam.GetLoginProfileCommand({ UserName }), login()],
  [new Iam.ListAccessKeysCommand({ UserName }), "{AccessKeyMetadata:[],IsTruncated}"],
  [
    new Iam.CreateAccessKeyCommand({ UserName }),
    "{AccessKey:{AccessKeyId,CreateDate,SecretAccessKey,Status,UserName}}",
  ],
  [
    new Iam.ListAccessKeysCommand({ UserName }),
    "{AccessKeyMetadata:[{AccessKeyId,CreateDate,Status,UserName}],IsTruncated}",
  ],
  [new Iam.UploadSSHPublicKeyCommand({ UserName, SSHPublicKeyBody: SSH_KEY }), `{SSHPublicKey:{${key}}}`],
  [
    new Iam.ListSSHPublicKeysCommand({ UserName }),
    "{IsTruncated,SSHPublicKeys:[{SSHPublicKeyId,Status,UploadDate,UserName}]}",
  ],
  [new Iam.UploadSigningCertificateCommand({ UserName, CertificateBody: CERTIFICATE }), `{Certificate:${certificate}}`],
  [new Iam.ListSigningCertificatesCommand({ UserName }), `{Certificates:[${certificate}],IsTruncated}`],
  [new Iam.ListVirtualMFADevicesCommand({}), "{IsTruncated,VirtualMFADevices:[]}"],
  [
    new Iam.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: "phone" }),
    "{VirtualMFADevice:{Base32StringSeed,QRCodePNG,SerialNumber}}",
  ],
  [new Iam.ListVirtualMFADevicesCommand({}), "{IsTruncated,VirtualMFADevices:[{SerialNumber}]}"],
  [new Iam.CreateGroupCommand({ GroupName }), `{Group:${group}}`],
  [new Iam.GetGroupCommand({ GroupName }), `{Group:${group},IsTruncated,Users:[]}`],
  [new Iam.AddUserToGroupCommand({ UserName, GroupName }), "{}"],
  [new Iam.GetGroupCommand({ GroupName }), `{Group:${group},IsTruncated,Users:[{${user}}]}`],
  [new Iam.ListGroupsForUserCommand({ UserName }), `{Groups:[${group}],IsTruncated}`],
  [new Iam.ListGroupsCommand({}), `{Groups:[${group}],IsTruncated}`],
  [new Iam.CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust, Description: "x" }), created()],
  [
    new Iam.GetRoleCommand({ RoleName }),
    `{Role:{${role},Description,MaxSessionDuration,Path,RoleId,RoleLastUsed:{},RoleName}}`,
  ],
  [new Iam.UpdateRoleCommand({ RoleName, Description: "y" }), "{}"],
  [
    new Iam.UpdateRoleDescriptionCommand({ RoleName, Description: "z" }),
    `{Role:{${role},Description,Path,RoleId,RoleName}}`,
  ],
  [new Iam.ListRolesCommand({}), `{IsTruncated,Roles:[{${role},Description,MaxSessionDuration,Path,RoleId,RoleName}]}`],
  [new Iam.CreateRoleCommand({ RoleName: "tagged", AssumeRolePolicyDocument: trust, Tags }), created(`,${tags}`)],
  [
    new Iam.CreatePolicyCommand({ PolicyName: "deploy", PolicyDocument, Description: "x" }),
    `{Policy:{${policy},${more},UpdateDate}}`,
  ],
  [new Iam.GetPolicyCommand({ PolicyArn }), `{Policy:{${policy},Description,${more},Tags:[],UpdateDate}}`],
  [new Iam.ListPoliciesCommand({ Scope: "Local" }), `{IsTruncated,Policies:[{${policy},${more},UpdateDate}]}`],
  [
    new Iam.CreateRoleCommand({
      RoleName: "bounded",
      AssumeRolePolicyDocument: trust,
      PermissionsBoundary: PolicyArn,
    }),
    `{Role:{${role},Path,${boundary},RoleId,RoleName}}`,
  ],
  [new Iam.CreatePolicyVersionCommand({ PolicyArn, PolicyDocument }), `{PolicyVersion:{${version}}}`],
  [
    new Iam.GetPolicyVersionCommand({ PolicyArn, VersionId: "v2" }),
    "{PolicyVersion:{CreateDate,Document,IsDefaultVersion,VersionId}}",
  ],
  [new Iam.ListPolicyVersionsCommand({ PolicyArn }), `{IsTruncated,Versions:[{${version}}]}`],
  [new Iam.ListAttachedUserPoliciesCommand({ UserName }), "{AttachedPolicies:[],IsTruncated}"],
  [new Iam.AttachUserPolicyCommand({ UserName, PolicyArn }), "{}"],
  [new Iam.ListAttachedUserPoliciesCommand({ UserName }), `{AttachedPolicies:${attached},IsTruncated}`],
  [new Iam.PutGroupPolicyCommand({ GroupName, PolicyName: "own", PolicyDocument }), "{}"],
  [new Iam.GetGroupPolicyCommand({ GroupName, PolicyName: "own" }), "{GroupName,PolicyDocument,PolicyName}"],
  [
    new Iam.GetAccountAuthorizationDetailsCommand({ Filter: ["User"] }),
    `{GroupDetailList:[],IsTruncated,Policies:[],RoleDetailList:[],UserDetailList:[${detail("alice")}|${detail("bob")}]}`,
  ],
  [
    new Iam.GetAccountAuthorizationDetailsCommand({ Filter: ["Group"] }),
    `{GroupDetailList:[{Arn,AttachedManagedPolicies:[],CreateDate,GroupId,GroupName,GroupPolicyList:[{PolicyDocument,PolicyName}],Path}],IsTruncated,Policies:[],RoleDetailList:[],UserDetailList:[]}`,
  ],
  [
    new Iam.GetAccountAuthorizationDetailsCommand({ Filter: ["LocalManagedPolicy"] }),
    `{GroupDetailList:[],IsTruncated,Policies:[{${policy},${more.replace("PolicyName", "PolicyName,PolicyVersionList:[{CreateDate,Document,IsDefaultVersion,VersionId}]")},UpdateDate}],RoleDetailList:[],UserDetailList:[]}`,
  ],
];

function login(): string {
  return "{LoginProfile:{CreateDate,PasswordResetRequired,UserName}}";
}

function created(also = ""): string {
  return `{Role:{${role},Path,RoleId,RoleName${also}}}`;
}

function detail(name: "alice" | "bob"): string {
  const [policies, own] = name === "alice" ? [attached, "Tags:[]"] : ["[]", tags];
  return `{Arn,AttachedManagedPolicies:${policies},CreateDate,GroupList:[],Path,${own},UserId,UserName}`;
}

test("answers have the fields that AWS's have", async () => {
  for (const [command, expected] of rows) {
    const answer = await running.iam.send(command as Iam.ListUsersCommand);
    expect([command.constructor.name, shape(answer)]).toEqual([command.constructor.name, expected]);
  }
});

test("the details of a role have no description and no duration", async () => {
  const { RoleDetailList } = await running.iam.send(
    new Iam.GetAccountAuthorizationDetailsCommand({ Filter: ["Role"] }),
  );
  const { Arn: _arn, ...first } = RoleDetailList?.find((each) => each.RoleName === RoleName) ?? {};
  expect(shape(first)).toBe(
    "{AssumeRolePolicyDocument,AttachedManagedPolicies:[],CreateDate,InstanceProfileList:[],Path,RoleId,RoleLastUsed:{},RoleName,RolePolicyList:[],Tags:[]}",
  );
});

test("versions of a policy come with the newest first, in the details too", async () => {
  const { Versions } = await running.iam.send(new Iam.ListPolicyVersionsCommand({ PolicyArn }));
  expect(Versions?.map(({ VersionId }) => VersionId)).toEqual(["v2", "v1"]);
  const { Policies } = await running.iam.send(
    new Iam.GetAccountAuthorizationDetailsCommand({ Filter: ["LocalManagedPolicy"] }),
  );
  expect(Policies?.[0]?.PolicyVersionList?.map(({ VersionId }) => VersionId)).toEqual(["v2", "v1"]);
});

test("an enabled device is listed with its user, and for its user", async () => {
  const { VirtualMFADevice } = await running.iam.send(
    new Iam.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: "second" }),
  );
  const { SerialNumber, Base32StringSeed } = VirtualMFADevice ?? {};
  await running.iam.send(new Iam.EnableMFADeviceCommand({ UserName, SerialNumber, ...twoCodes(Base32StringSeed) }));
  const mine = await running.iam.send(new Iam.ListMFADevicesCommand({ UserName }));
  expect(shape(mine)).toBe("{IsTruncated,MFADevices:[{EnableDate,SerialNumber,UserName}]}");
  const all = await running.iam.send(new Iam.ListVirtualMFADevicesCommand({ AssignmentStatus: "Assigned" }));
  expect(shape(all)).toBe(`{IsTruncated,VirtualMFADevices:[{EnableDate,SerialNumber,User:{${user}}}]}`);
});

test("the summary has the numbers that AWS's has", async () => {
  const { SummaryMap } = await running.iam.send(new Iam.GetAccountSummaryCommand({}));
  expect(Object.keys(SummaryMap ?? {}).sort()).toEqual([
    ...["AccessKeysPerUserQuota", "AccountAccessKeysPresent", "AccountMFAEnabled", "AccountPasswordPresent"],
    ...["AccountSigningCertificatesPresent", "AssumeRolePolicySizeQuota", "AttachedPoliciesPerGroupQuota"],
    ...["AttachedPoliciesPerRoleQuota", "AttachedPoliciesPerUserQuota", "GlobalEndpointTokenVersion"],
    ...["GroupPolicySizeQuota", "Groups", "GroupsPerUserQuota", "GroupsQuota", "InstanceProfiles"],
    ...["InstanceProfilesQuota", "MFADevices", "MFADevicesInUse", "Policies", "PoliciesQuota", "PolicySizeQuota"],
    ...["PolicyVersionsInUse", "PolicyVersionsInUseQuota", "Providers", "RolePolicySizeQuota", "Roles", "RolesQuota"],
    ...["ServerCertificates", "ServerCertificatesQuota", "SigningCertificatesPerUserQuota", "UserPolicySizeQuota"],
    ...["Users", "UsersQuota", "VersionsPerPolicyQuota"],
  ]);
});
