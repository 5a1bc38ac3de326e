import { ValidatePolicyCommand } from "@aws-sdk/client-accessanalyzer";
import * as Trail from "@aws-sdk/client-cloudtrail";
import * as Iam from "@aws-sdk/client-iam";
import * as Kms from "@aws-sdk/client-kms";
import * as S3 from "@aws-sdk/client-s3";
import * as Sts from "@aws-sdk/client-sts";
import { ACTIONS } from "../../src/sandbox/actions";
import { CERTIFICATE, SSH_KEY } from "./credentials";
import { ACCOUNT, allow, type Running, start, twoCodes } from "./helpers";

/**
 * The life of an account, told with the AWS SDK: its parser judges every answer. The tests go on from each other,
 * and the last one holds that no action was left out.
 */
let running: Running;
beforeAll(async () => {
  running = await start();
});
afterAll(() => running.close());

const UserName = "alice";
const GroupName = "developers";
const RoleName = "deployer";
const PolicyArn = `arn:aws:iam::${ACCOUNT}:policy/teams/deploy`;
const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: ACCOUNT }, Action: "sts:AssumeRole" }],
});
const DOCUMENT = allow(["s3:GetObject", "s3:PutObject"]);
const Tags = [{ Key: "Owner", Value: "alice@example.com" }];
const decoded = (text: string | undefined) => decodeURIComponent(text ?? "");

test("alice joins: a user with tags, path and boundary", async () => {
  const { iam } = running;
  const made = await iam.send(new Iam.CreateUserCommand({ UserName: "Alice", Path: "/people/", Tags }));
  expect(made.User).toEqual({
    Path: "/people/",
    UserName: "Alice",
    UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/),
    Arn: `arn:aws:iam::${ACCOUNT}:user/people/Alice`,
    CreateDate: expect.any(Date),
    Tags,
  });
  const boundary = "arn:aws:iam::aws:policy/PowerUserAccess";
  await iam.send(new Iam.PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary: boundary }));
  const { User } = await iam.send(new Iam.GetUserCommand({ UserName }));
  expect(User?.UserName).toBe("Alice");
  expect(User?.PermissionsBoundary).toEqual({ PermissionsBoundaryType: "Policy", PermissionsBoundaryArn: boundary });
  const { Users } = await iam.send(new Iam.ListUsersCommand({ PathPrefix: "/peo" }));
  expect(Object.keys(Users?.[0] ?? {})).toEqual(["Path", "UserName", "UserId", "Arn", "CreateDate"]);
  await iam.send(new Iam.DeleteUserPermissionsBoundaryCommand({ UserName }));
  await iam.send(
    new Iam.TagUserCommand({
      UserName,
      Tags: [
        { Key: "owner", Value: "ops" },
        { Key: "Team", Value: "web" },
      ],
    }),
  );
  await iam.send(new Iam.UntagUserCommand({ UserName, TagKeys: ["TEAM"] }));
  expect((await iam.send(new Iam.ListUserTagsCommand({ UserName }))).Tags).toEqual([{ Key: "owner", Value: "ops" }]);
});

test("alice gets an access key, a password, a certificate and an SSH key", async () => {
  const { iam } = running;
  const { AccessKey } = await iam.send(new Iam.CreateAccessKeyCommand({ UserName }));
  expect(AccessKey).toEqual({
    UserName: "Alice",
    AccessKeyId: expect.stringMatching(/^AKIA[A-Z2-7]{16}$/),
    Status: "Active",
    SecretAccessKey: expect.stringMatching(/^.{40}$/),
    CreateDate: expect.any(Date),
  });
  const { AccessKeyId } = AccessKey ?? {};
  await iam.send(new Iam.UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: "Inactive" }));
  const { AccessKeyMetadata } = await iam.send(new Iam.ListAccessKeysCommand({ UserName }));
  expect(AccessKeyMetadata).toEqual([
    { UserName: "Alice", AccessKeyId, Status: "Inactive", CreateDate: expect.any(Date) },
  ]);
  expect((await iam.send(new Iam.GetAccessKeyLastUsedCommand({ AccessKeyId }))).UserName).toBe("Alice");

  const profile = await iam.send(new Iam.CreateLoginProfileCommand({ UserName, Password: "Tr0ub4dor&3" }));
  expect(profile.LoginProfile).toEqual({
    UserName: "Alice",
    CreateDate: expect.any(Date),
    PasswordResetRequired: false,
  });
  await iam.send(new Iam.UpdateLoginProfileCommand({ UserName, PasswordResetRequired: true }));
  expect((await iam.send(new Iam.GetLoginProfileCommand({ UserName }))).LoginProfile?.PasswordResetRequired).toBe(true);

  const uploaded = await iam.send(new Iam.UploadSigningCertificateCommand({ UserName, CertificateBody: CERTIFICATE }));
  const { CertificateId } = uploaded.Certificate ?? {};
  expect(uploaded.Certificate?.CertificateBody).toBe(CERTIFICATE);
  await iam.send(new Iam.UpdateSigningCertificateCommand({ UserName, CertificateId, Status: "Inactive" }));
  const { Certificates } = await iam.send(new Iam.ListSigningCertificatesCommand({ UserName }));
  expect(Certificates?.map((certificate) => certificate.Status)).toEqual(["Inactive"]);

  const key = await iam.send(new Iam.UploadSSHPublicKeyCommand({ UserName, SSHPublicKeyBody: SSH_KEY }));
  const { SSHPublicKeyId, Fingerprint } = key.SSHPublicKey ?? {};
  expect(Fingerprint).toMatch(/^([0-9a-f]{2}:){15}[0-9a-f]{2}$/);
  await iam.send(new Iam.UpdateSSHPublicKeyCommand({ UserName, SSHPublicKeyId, Status: "Inactive" }));
  const pem = await iam.send(new Iam.GetSSHPublicKeyCommand({ UserName, SSHPublicKeyId, Encoding: "PEM" }));
  expect(pem.SSHPublicKey?.SSHPublicKeyBody).toMatch(/^-----BEGIN PUBLIC KEY-----\n/);
  const { SSHPublicKeys } = await iam.send(new Iam.ListSSHPublicKeysCommand({ UserName }));
  expect(Object.keys(SSHPublicKeys?.[0] ?? {})).toEqual(["UserName", "SSHPublicKeyId", "Status", "UploadDate"]);
});

test("alice gets credentials for CodeCommit and a key for Bedrock that ends", async () => {
  const { iam } = running;
  const git = await iam.send(
    new Iam.CreateServiceSpecificCredentialCommand({ UserName, ServiceName: "codecommit.amazonaws.com" }),
  );
  const credential = git.ServiceSpecificCredential;
  expect(credential).toMatchObject({ ServiceUserName: `Alice-at-${ACCOUNT}`, Status: "Active", UserName: "Alice" });
  const ServiceSpecificCredentialId = credential?.ServiceSpecificCredentialId;
  await iam.send(
    new Iam.UpdateServiceSpecificCredentialCommand({ UserName, ServiceSpecificCredentialId, Status: "Inactive" }),
  );
  const reset = await iam.send(
    new Iam.ResetServiceSpecificCredentialCommand({ UserName, ServiceSpecificCredentialId }),
  );
  expect(reset.ServiceSpecificCredential).toMatchObject({ ServiceSpecificCredentialId, Status: "Inactive" });
  expect(reset.ServiceSpecificCredential?.ServicePassword).not.toBe(credential?.ServicePassword);
  const bedrock = await iam.send(
    new Iam.CreateServiceSpecificCredentialCommand({
      UserName,
      ServiceName: "bedrock.amazonaws.com",
      CredentialAgeDays: 30,
    }),
  );
  const { CreateDate, ExpirationDate, ServicePassword, ...rest } = bedrock.ServiceSpecificCredential ?? {};
  expect(Number(ExpirationDate) - Number(CreateDate)).toBe(30 * 86_400_000);
  expect(ServicePassword).toBeUndefined();
  expect(rest).toMatchObject({
    ServiceCredentialAlias: expect.any(String),
    ServiceCredentialSecret: expect.any(String),
  });
  const { ServiceSpecificCredentials } = await iam.send(new Iam.ListServiceSpecificCredentialsCommand({ UserName }));
  expect(ServiceSpecificCredentials).toHaveLength(2);
  expect(JSON.stringify(ServiceSpecificCredentials)).not.toMatch(/Password|Secret/);
});

test("alice enrols her phone", async () => {
  const { iam } = running;
  const made = await iam.send(new Iam.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: "alice-phone", Tags }));
  const { SerialNumber, Base32StringSeed } = made.VirtualMFADevice ?? {};
  const codes = twoCodes(Base32StringSeed);
  await iam.send(new Iam.EnableMFADeviceCommand({ UserName, SerialNumber, ...codes }));
  await iam.send(new Iam.ResyncMFADeviceCommand({ UserName, SerialNumber, ...codes }));
  await iam.send(new Iam.TagMFADeviceCommand({ SerialNumber, Tags: [{ Key: "Kind", Value: "phone" }] }));
  await iam.send(new Iam.UntagMFADeviceCommand({ SerialNumber, TagKeys: ["Owner"] }));
  expect((await iam.send(new Iam.ListMFADeviceTagsCommand({ SerialNumber }))).Tags).toEqual([
    { Key: "Kind", Value: "phone" },
  ]);
  expect((await iam.send(new Iam.ListMFADevicesCommand({ UserName }))).MFADevices).toHaveLength(1);
  expect((await iam.send(new Iam.GetMFADeviceCommand({ SerialNumber }))).UserName).toBe("Alice");
  expect((await iam.send(new Iam.ListVirtualMFADevicesCommand({}))).VirtualMFADevices).toHaveLength(1);
});

test("a policy has versions, tags and users", async () => {
  const { iam } = running;
  const made = await iam.send(
    new Iam.CreatePolicyCommand({ PolicyName: "deploy", Path: "/teams/", PolicyDocument: DOCUMENT, Tags }),
  );
  expect(made.Policy).toMatchObject({ Arn: PolicyArn, DefaultVersionId: "v1", AttachmentCount: 0, IsAttachable: true });
  await iam.send(new Iam.CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: allow("s3:*"), SetAsDefault: true }));
  const version = await iam.send(new Iam.GetPolicyVersionCommand({ PolicyArn, VersionId: "v2" }));
  expect(decoded(version.PolicyVersion?.Document)).toBe(allow("s3:*"));
  await iam.send(new Iam.SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: "v1" }));
  const { Versions } = await iam.send(new Iam.ListPolicyVersionsCommand({ PolicyArn }));
  expect(Versions?.map(({ VersionId, IsDefaultVersion }) => [VersionId, IsDefaultVersion])).toEqual([
    ["v2", false],
    ["v1", true],
  ]);
  await iam.send(new Iam.DeletePolicyVersionCommand({ PolicyArn, VersionId: "v2" }));
  await iam.send(new Iam.TagPolicyCommand({ PolicyArn, Tags: [{ Key: "Team", Value: "web" }] }));
  await iam.send(new Iam.UntagPolicyCommand({ PolicyArn, TagKeys: ["Owner"] }));
  expect((await iam.send(new Iam.ListPolicyTagsCommand({ PolicyArn }))).Tags).toEqual([{ Key: "Team", Value: "web" }]);
  await iam.send(new Iam.AttachUserPolicyCommand({ UserName, PolicyArn }));
  await iam.send(new Iam.AttachUserPolicyCommand({ UserName, PolicyArn }));
  expect((await iam.send(new Iam.GetPolicyCommand({ PolicyArn }))).Policy).toMatchObject({ AttachmentCount: 1 });
  const { AttachedPolicies } = await iam.send(new Iam.ListAttachedUserPoliciesCommand({ UserName }));
  expect(AttachedPolicies).toEqual([{ PolicyName: "deploy", PolicyArn }]);
  const { PolicyUsers } = await iam.send(new Iam.ListEntitiesForPolicyCommand({ PolicyArn }));
  expect(PolicyUsers?.map((user) => user.UserName)).toEqual(["Alice"]);
  const { Policies } = await iam.send(new Iam.ListPoliciesCommand({ OnlyAttached: true }));
  expect(Policies?.map((policy) => policy.Arn)).toEqual([PolicyArn]);
  await iam.send(new Iam.PutUserPolicyCommand({ UserName, PolicyName: "own", PolicyDocument: DOCUMENT }));
  expect(decoded((await iam.send(new Iam.GetUserPolicyCommand({ UserName, PolicyName: "own" }))).PolicyDocument)).toBe(
    DOCUMENT,
  );
  expect((await iam.send(new Iam.ListUserPoliciesCommand({ UserName }))).PolicyNames).toEqual(["own"]);
});

test("a group has members and policies", async () => {
  const { iam } = running;
  await iam.send(new Iam.CreateGroupCommand({ GroupName }));
  await iam.send(new Iam.AddUserToGroupCommand({ UserName, GroupName }));
  expect((await iam.send(new Iam.GetGroupCommand({ GroupName }))).Users?.map((user) => user.UserName)).toEqual([
    "Alice",
  ]);
  await iam.send(new Iam.UpdateGroupCommand({ GroupName, NewPath: "/teams/" }));
  expect((await iam.send(new Iam.ListGroupsCommand({ PathPrefix: "/teams/" }))).Groups).toHaveLength(1);
  expect((await iam.send(new Iam.ListGroupsForUserCommand({ UserName }))).Groups?.[0]?.GroupName).toBe(GroupName);
  await iam.send(new Iam.AttachGroupPolicyCommand({ GroupName, PolicyArn }));
  expect((await iam.send(new Iam.ListAttachedGroupPoliciesCommand({ GroupName }))).AttachedPolicies).toHaveLength(1);
  await iam.send(new Iam.PutGroupPolicyCommand({ GroupName, PolicyName: "own", PolicyDocument: DOCUMENT }));
  expect((await iam.send(new Iam.GetGroupPolicyCommand({ GroupName, PolicyName: "own" }))).GroupName).toBe(GroupName);
  expect((await iam.send(new Iam.ListGroupPoliciesCommand({ GroupName }))).PolicyNames).toEqual(["own"]);
});

test("a role is made, changed and assumed", async () => {
  const { iam, sts } = running;
  const made = await iam.send(
    new Iam.CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust, Tags, Description: "builds" }),
  );
  // As AWS answers it (recorded): no description, no duration, no last use.
  const head = ["Arn", "AssumeRolePolicyDocument", "CreateDate", "Path", "RoleId", "RoleName", "Tags"];
  expect(Object.keys(made.Role ?? {}).sort()).toEqual(head);
  const described = await iam.send(
    new Iam.UpdateRoleDescriptionCommand({ RoleName, Description: "builds and deploys" }),
  );
  expect(Object.keys(described.Role ?? {}).sort()).toEqual([...head, "Description"].sort());
  expect(described.Role?.Description).toBe("builds and deploys");
  await iam.send(new Iam.UpdateRoleCommand({ RoleName, Description: "deploys", MaxSessionDuration: 7200 }));
  await iam.send(new Iam.UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: trust }));
  await iam.send(new Iam.PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: PolicyArn }));
  const { Role } = await iam.send(new Iam.GetRoleCommand({ RoleName }));
  expect(Role).toMatchObject({
    Description: "deploys",
    MaxSessionDuration: 7200,
    RoleId: expect.stringMatching(/^AROA/),
  });
  expect(decoded(Role?.AssumeRolePolicyDocument)).toBe(trust);
  await iam.send(new Iam.DeleteRolePermissionsBoundaryCommand({ RoleName }));
  await iam.send(new Iam.TagRoleCommand({ RoleName, Tags: [{ Key: "Team", Value: "ops" }] }));
  await iam.send(new Iam.UntagRoleCommand({ RoleName, TagKeys: ["Owner"] }));
  expect((await iam.send(new Iam.ListRoleTagsCommand({ RoleName }))).Tags).toEqual([{ Key: "Team", Value: "ops" }]);
  await iam.send(new Iam.AttachRolePolicyCommand({ RoleName, PolicyArn }));
  expect((await iam.send(new Iam.ListAttachedRolePoliciesCommand({ RoleName }))).AttachedPolicies).toHaveLength(1);
  await iam.send(new Iam.PutRolePolicyCommand({ RoleName, PolicyName: "own", PolicyDocument: DOCUMENT }));
  expect((await iam.send(new Iam.GetRolePolicyCommand({ RoleName, PolicyName: "own" }))).RoleName).toBe(RoleName);
  expect((await iam.send(new Iam.ListRolePoliciesCommand({ RoleName }))).PolicyNames).toEqual(["own"]);
  expect((await iam.send(new Iam.ListRolesCommand({}))).Roles).toHaveLength(1);
  expect((await iam.send(new Iam.ListInstanceProfilesForRoleCommand({ RoleName }))).InstanceProfiles).toEqual([]);
  const assumed = await sts.send(new Sts.AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: "ci" }));
  expect(assumed.Credentials?.AccessKeyId).toMatch(/^ASIA/);
});

test("the account tells about itself", async () => {
  const { iam } = running;
  await iam.send(new Iam.CreateAccountAliasCommand({ AccountAlias: "acme-prod" }));
  expect((await iam.send(new Iam.ListAccountAliasesCommand({}))).AccountAliases).toEqual(["acme-prod"]);
  await iam.send(new Iam.DeleteAccountAliasCommand({ AccountAlias: "acme-prod" }));
  await iam.send(new Iam.UpdateAccountPasswordPolicyCommand({ MaxPasswordAge: 90 }));
  expect((await iam.send(new Iam.GetAccountPasswordPolicyCommand({}))).PasswordPolicy).toEqual({
    MinimumPasswordLength: 6,
    RequireSymbols: false,
    RequireNumbers: false,
    RequireUppercaseCharacters: false,
    RequireLowercaseCharacters: false,
    AllowUsersToChangePassword: false,
    ExpirePasswords: true,
    MaxPasswordAge: 90,
  });
  await iam.send(new Iam.DeleteAccountPasswordPolicyCommand({}));
  const { SummaryMap } = await iam.send(new Iam.GetAccountSummaryCommand({}));
  expect(SummaryMap).toMatchObject({
    Users: 1,
    Groups: 1,
    Roles: 1,
    Policies: 1,
    MFADevices: 1,
    MFADevicesInUse: 1,
    UsersQuota: 5000,
    UserPolicySizeQuota: 2048,
    AccountPasswordPresent: 1,
  });
  const details = await iam.send(new Iam.GetAccountAuthorizationDetailsCommand({}));
  expect(details.UserDetailList?.[0]).toMatchObject({
    UserName: "Alice",
    GroupList: [GroupName],
    AttachedManagedPolicies: [{ PolicyName: "deploy", PolicyArn }],
    UserPolicyList: [{ PolicyName: "own" }],
  });
  // The one list that AWS leaves out where it is empty (recorded).
  await iam.send(new Iam.CreateUserCommand({ UserName: "nothing-yet" }));
  const { UserDetailList } = await iam.send(new Iam.GetAccountAuthorizationDetailsCommand({ Filter: ["User"] }));
  const bare = UserDetailList?.find((each) => each.UserName === "nothing-yet");
  expect(Object.keys(bare ?? {}).sort()).toEqual([
    ...["Arn", "AttachedManagedPolicies", "CreateDate", "GroupList", "Path", "Tags", "UserId", "UserName"],
  ]);
  await iam.send(new Iam.DeleteUserCommand({ UserName: "nothing-yet" }));
  expect([details.GroupDetailList?.length, details.RoleDetailList?.length, details.Policies?.length]).toEqual([
    1, 1, 1,
  ]);
});

test("the credential report is asked for, waited for and read", async () => {
  const { iam } = running;
  expect(await iam.send(new Iam.GenerateCredentialReportCommand({}))).toMatchObject({
    State: "STARTED",
    Description: "No report exists. Starting a new report generation task",
  });
  await expect(iam.send(new Iam.GetCredentialReportCommand({}))).rejects.toMatchObject({
    name: "CredentialReportNotReadyException",
  });
  expect((await iam.send(new Iam.GenerateCredentialReportCommand({}))).State).toBe("COMPLETE");
  const { Content, ReportFormat } = await iam.send(new Iam.GetCredentialReportCommand({}));
  const [header, root, alice] = Buffer.from(Content ?? [])
    .toString()
    .split("\n")
    .map((line) => line.split(","));
  expect(ReportFormat).toBe("text/csv");
  expect(header).toHaveLength(22);
  expect(root?.slice(0, 2)).toEqual(["<root_account>", `arn:aws:iam::${ACCOUNT}:root`]);
  const row = Object.fromEntries((header ?? []).map((name, index) => [name, alice?.[index]]));
  expect(row).toMatchObject({
    user: "Alice",
    password_enabled: "true",
    mfa_active: "true",
    access_key_1_active: "false",
    cert_1_active: "false",
    cert_2_last_rotated: "N/A",
  });
});

test("simulation and the history of events", async () => {
  const { iam, cloudtrail } = running;
  const Arn = `arn:aws:iam::${ACCOUNT}:user/people/Alice`;
  const simulated = await iam.send(
    new Iam.SimulatePrincipalPolicyCommand({ PolicySourceArn: Arn, ActionNames: ["s3:GetObject"] }),
  );
  expect(simulated.EvaluationResults?.[0]?.EvalDecision).toBe("allowed");
  const custom = await iam.send(
    new Iam.SimulateCustomPolicyCommand({ PolicyInputList: [DOCUMENT], ActionNames: ["s3:GetObject"] }),
  );
  expect(custom.EvaluationResults?.[0]?.EvalDecision).toBe("allowed");
  const { Events } = await cloudtrail.send(
    new Trail.LookupEventsCommand({ LookupAttributes: [{ AttributeKey: "EventName", AttributeValue: "CreateUser" }] }),
  );
  expect(Events?.map(({ EventName, EventSource, ReadOnly }) => [EventName, EventSource, ReadOnly])).toEqual([
    ["CreateUser", "iam.amazonaws.com", "false"],
    ["CreateUser", "iam.amazonaws.com", "false"],
  ]);
});

test("a policy is validated before anybody has it", async () => {
  const input = { policyDocument: DOCUMENT, policyType: "IDENTITY_POLICY" } as const;
  expect((await running.analyzer.send(new ValidatePolicyCommand(input))).findings).toEqual([]);
});

test("KMS keys have policies, grants and aliases", async () => {
  const { kms } = running;
  const { KeyMetadata } = await kms.send(new Kms.CreateKeyCommand({ Description: "backups" }));
  const { KeyId } = KeyMetadata ?? {};
  await kms.send(new Kms.CreateAliasCommand({ AliasName: "alias/backups", TargetKeyId: KeyId }));
  expect((await kms.send(new Kms.ListAliasesCommand({}))).Aliases?.[0]?.TargetKeyId).toBe(KeyId);
  expect((await kms.send(new Kms.ListKeysCommand({}))).Keys?.map((key) => key.KeyId)).toEqual([KeyId]);
  const Policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "kms:*", Resource: "*" }],
  });
  await kms.send(new Kms.PutKeyPolicyCommand({ KeyId, Policy }));
  expect((await kms.send(new Kms.GetKeyPolicyCommand({ KeyId }))).Policy).toBe(Policy);
  const GranteePrincipal = `arn:aws:iam::${ACCOUNT}:user/people/Alice`;
  const { GrantId } = await kms.send(new Kms.CreateGrantCommand({ KeyId, GranteePrincipal, Operations: ["Decrypt"] }));
  expect((await kms.send(new Kms.ListGrantsCommand({ KeyId }))).Grants).toEqual([
    expect.objectContaining({ GrantId, GranteePrincipal }),
  ]);
  await expect(
    kms.send(new Kms.GetKeyPolicyCommand({ KeyId: "11111111-2222-3333-4444-555555555555" })),
  ).rejects.toMatchObject({
    name: "NotFoundException",
  });
});

test("a bucket that locks keeps an object", async () => {
  const { s3 } = running;
  const [Bucket, Key] = ["audit", "log"];
  await s3.send(new S3.CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }));
  const Rule = { DefaultRetention: { Mode: "COMPLIANCE", Days: 30 } } as const;
  const ObjectLockConfiguration = { ObjectLockEnabled: "Enabled", Rule } as const;
  await s3.send(new S3.PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration }));
  await s3.send(new S3.PutObjectCommand({ Bucket, Key, Body: "line" }));
  expect(await (await s3.send(new S3.GetObjectCommand({ Bucket, Key }))).Body?.transformToString()).toBe("line");
  expect((await s3.send(new S3.DeleteObjectCommand({ Bucket, Key }))).DeleteMarker).toBe(true);
});

test("a bucket has a policy", async () => {
  const { s3 } = running;
  const Bucket = "payroll";
  expect((await s3.send(new S3.CreateBucketCommand({ Bucket }))).Location).toBe("/payroll");
  expect((await s3.send(new S3.ListBucketsCommand({ MaxBuckets: 10, Prefix: "pay" }))).Buckets).toEqual([
    { Name: Bucket, CreationDate: expect.any(Date), BucketRegion: "us-east-1" },
  ]);
  const Principal = { AWS: `arn:aws:iam::${ACCOUNT}:user/people/Alice` };
  const Policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal, Action: "s3:GetObject", Resource: "arn:aws:s3:::payroll/*" }],
  });
  await s3.send(new S3.PutBucketPolicyCommand({ Bucket, Policy }));
  expect((await s3.send(new S3.GetBucketPolicyCommand({ Bucket }))).Policy).toBe(Policy);
  await s3.send(new S3.DeleteBucketPolicyCommand({ Bucket }));
  await expect(s3.send(new S3.GetBucketPolicyCommand({ Bucket }))).rejects.toMatchObject({
    name: "NoSuchBucketPolicy",
    message: "The bucket policy does not exist",
    BucketName: Bucket,
    $metadata: { httpStatusCode: 404 },
  });
});

test("a person works with a key of her own", async () => {
  const { iam } = running;
  const { AccessKey } = await iam.send(new Iam.CreateAccessKeyCommand({ UserName }));
  const alice = running.as({
    accessKeyId: AccessKey?.AccessKeyId ?? "",
    secretAccessKey: AccessKey?.SecretAccessKey ?? "",
  });
  await iam.send(
    new Iam.AttachUserPolicyCommand({ UserName, PolicyArn: "arn:aws:iam::aws:policy/IAMUserChangePassword" }),
  );
  await alice.iam.send(new Iam.ChangePasswordCommand({ OldPassword: "Tr0ub4dor&3", NewPassword: "C0rrect-horse" }));
  expect((await alice.sts.send(new Sts.GetSessionTokenCommand({}))).Credentials?.AccessKeyId).toMatch(/^ASIA/);
  expect((await alice.sts.send(new Sts.GetCallerIdentityCommand({}))).Account).toBe(ACCOUNT);
  await iam.send(
    new Iam.DetachUserPolicyCommand({ UserName, PolicyArn: "arn:aws:iam::aws:policy/IAMUserChangePassword" }),
  );
});

test("a rename keeps the id and carries everything", async () => {
  const { iam } = running;
  const before = await iam.send(new Iam.GetUserCommand({ UserName }));
  await iam.send(new Iam.UpdateUserCommand({ UserName, NewUserName: "alice.b", NewPath: "/" }));
  const renamed = { UserName: "alice.b" };
  const after = await iam.send(new Iam.GetUserCommand(renamed));
  expect(after.User).toEqual({
    ...before.User,
    UserName: "alice.b",
    Path: "/",
    Arn: `arn:aws:iam::${ACCOUNT}:user/alice.b`,
  });
  expect((await iam.send(new Iam.ListAccessKeysCommand(renamed))).AccessKeyMetadata).toHaveLength(2);
  expect((await iam.send(new Iam.ListMFADevicesCommand(renamed))).MFADevices).toHaveLength(1);
  expect((await iam.send(new Iam.ListGroupsForUserCommand(renamed))).Groups).toHaveLength(1);
  const { ServiceSpecificCredentials } = await iam.send(
    new Iam.ListServiceSpecificCredentialsCommand({ ...renamed, ServiceName: "codecommit.amazonaws.com" }),
  );
  expect(ServiceSpecificCredentials?.[0]).toMatchObject({
    UserName: "alice.b",
    ServiceUserName: `Alice-at-${ACCOUNT}`,
  });
  await iam.send(new Iam.UpdateUserCommand({ ...renamed, NewUserName: UserName }));
});

test("alice leaves, and nothing of her is left", async () => {
  const { iam } = running;
  const { MFADevices } = await iam.send(new Iam.ListMFADevicesCommand({ UserName }));
  for (const { SerialNumber } of MFADevices ?? []) {
    await iam.send(new Iam.DeactivateMFADeviceCommand({ UserName, SerialNumber }));
    await iam.send(new Iam.DeleteVirtualMFADeviceCommand({ SerialNumber }));
  }
  for (const { AccessKeyId } of (await iam.send(new Iam.ListAccessKeysCommand({ UserName }))).AccessKeyMetadata ?? []) {
    await iam.send(new Iam.DeleteAccessKeyCommand({ UserName, AccessKeyId }));
  }
  for (const { SSHPublicKeyId } of (await iam.send(new Iam.ListSSHPublicKeysCommand({ UserName }))).SSHPublicKeys ??
    []) {
    await iam.send(new Iam.DeleteSSHPublicKeyCommand({ UserName, SSHPublicKeyId }));
  }
  for (const { CertificateId } of (await iam.send(new Iam.ListSigningCertificatesCommand({ UserName }))).Certificates ??
    []) {
    await iam.send(new Iam.DeleteSigningCertificateCommand({ UserName, CertificateId }));
  }
  const { ServiceSpecificCredentials } = await iam.send(
    new Iam.ListServiceSpecificCredentialsCommand({ AllUsers: true }),
  );
  for (const { ServiceSpecificCredentialId } of ServiceSpecificCredentials ?? []) {
    await iam.send(new Iam.DeleteServiceSpecificCredentialCommand({ UserName, ServiceSpecificCredentialId }));
  }
  await iam.send(new Iam.DeleteLoginProfileCommand({ UserName }));
  await iam.send(new Iam.DetachUserPolicyCommand({ UserName, PolicyArn }));
  await iam.send(new Iam.DeleteUserPolicyCommand({ UserName, PolicyName: "own" }));
  await iam.send(new Iam.RemoveUserFromGroupCommand({ UserName, GroupName }));
  await iam.send(new Iam.DeleteUserCommand({ UserName }));
  await iam.send(new Iam.DeleteGroupPolicyCommand({ GroupName, PolicyName: "own" }));
  await iam.send(new Iam.DetachGroupPolicyCommand({ GroupName, PolicyArn }));
  await iam.send(new Iam.DeleteGroupCommand({ GroupName }));
  await iam.send(new Iam.DeleteRolePolicyCommand({ RoleName, PolicyName: "own" }));
  await iam.send(new Iam.DetachRolePolicyCommand({ RoleName, PolicyArn }));
  await iam.send(new Iam.DeleteRoleCommand({ RoleName }));
  await iam.send(new Iam.DeletePolicyCommand({ PolicyArn }));
  const account = running.sandbox.state.accounts[ACCOUNT];
  for (const table of ["users", "groups", "roles", "policies", "mfaDevices"] as const) {
    expect(Object.keys(account?.[table] ?? {})).toEqual([]);
  }
});

test("no action was left out", () => {
  const all = Object.entries(ACTIONS).flatMap(([service, actions]) =>
    [...actions.keys()].map((action) => `${service}:${action}`),
  );
  expect(Object.keys(running.sandbox.counts())).toEqual(all.sort());
});
