import * as Iam from "@aws-sdk/client-iam";
import { allow, type Running, refusal, start } from "./helpers";

/**
 * Error answers of real AWS IAM, recorded in 2025 and 2026 by the Apache-2.0 licensed tests of LocalStack;
 * each row is a call and what AWS said, with this test's names in place of theirs.
 */
let running: Running;
const nobody = { UserName: "nonexistent-user" };
const NO_USER = "404 NoSuchEntity The user with name nonexistent-user cannot be found.";
const NO_GROUP = "404 NoSuchEntity The group with name nonexistent-group cannot be found.";
const NO_ROLE = "404 NoSuchEntity The role with name nonexistent-role cannot be found.";
const POLICY = "arn:aws:iam::123456789012:policy/deploy";
const ABSENT = "arn:aws:iam::123456789012:policy/nonexistent-policy";
const DOCUMENT = allow("s3:GetObject");
const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: "123456789012" }, Action: "sts:AssumeRole" }],
});
const many = Array.from({ length: 51 }, (_, index) => ({ Key: `key-${index}`, Value: "x" }));
const tagged = (Key: string, Value: string) => ({ UserName: "alice", Tags: [{ Key, Value }] });
const TAG_PATTERN = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+";
const TAG_KEYS = `400 ValidationError 1 validation error detected: Value at 'tagKeys' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 128, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: ${TAG_PATTERN}, Member must not be null]`;
const one = (at: string, constraint: string) =>
  `400 ValidationError 1 validation error detected: Value at '${at}' failed to satisfy constraint: ${constraint}`;
const BAD_PATH =
  "400 ValidationError The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.";
const BAD_VERSION = one("versionId", "Member must satisfy regular expression pattern: v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?");
const codes = { AuthenticationCode1: "123456", AuthenticationCode2: "654321" };
const mfa = (name: string) => `arn:aws:iam::123456789012:mfa/${name}`;
const KEY = "AKIAIOSFODNN7EXAMPLE";
const SSH = "APKAXXXXXXXXXXXXXXXXX";
const CERT = "NONEXISTENTCERTID12345678901";

beforeAll(async () => {
  running = await start();
  const { iam } = running;
  for (const UserName of ["alice", "bob"]) await iam.send(new Iam.CreateUserCommand({ UserName }));
  for (const GroupName of ["developers", "operators"]) await iam.send(new Iam.CreateGroupCommand({ GroupName }));
  for (let index = 0; index < 2; index++) await iam.send(new Iam.CreateAccessKeyCommand({ UserName: "alice" }));
  await iam.send(new Iam.CreateRoleCommand({ RoleName: "deployer", AssumeRolePolicyDocument: TRUST }));
  await iam.send(new Iam.CreatePolicyCommand({ PolicyName: "deploy", PolicyDocument: DOCUMENT }));
  await iam.send(new Iam.CreateLoginProfileCommand({ UserName: "alice", Password: "Tr0ub4dor&3" }));
  await iam.send(new Iam.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: "alice-phone" }));
});
afterAll(() => running.close());

type Row = readonly [what: string, command: () => object, expected: string];
const rows: Row[] = [
  [
    "a second user of a name",
    () => new Iam.CreateUserCommand({ UserName: "alice" }),
    "409 EntityAlreadyExists User with name alice already exists.",
  ],
  ["reading a user that is not there", () => new Iam.GetUserCommand(nobody), NO_USER],
  ["updating a user that is not there", () => new Iam.UpdateUserCommand({ ...nobody, NewPath: "/x/" }), NO_USER],
  ["deleting a user that is not there", () => new Iam.DeleteUserCommand(nobody), NO_USER],
  ["tags of a user that is not there", () => new Iam.ListUserTagsCommand(nobody), NO_USER],
  [
    "tagging a user that is not there",
    () => new Iam.TagUserCommand({ ...nobody, Tags: [{ Key: "a", Value: "b" }] }),
    NO_USER,
  ],
  ["untagging a user that is not there", () => new Iam.UntagUserCommand({ ...nobody, TagKeys: ["a"] }), NO_USER],
  ["a key for a user that is not there", () => new Iam.CreateAccessKeyCommand(nobody), NO_USER],
  [
    "a third access key",
    () => new Iam.CreateAccessKeyCommand({ UserName: "alice" }),
    "409 LimitExceeded Cannot exceed quota for AccessKeysPerUser: 2",
  ],
  [
    "updating an unknown key",
    () => new Iam.UpdateAccessKeyCommand({ UserName: "alice", AccessKeyId: KEY, Status: "Inactive" }),
    `404 NoSuchEntity The Access Key with id ${KEY} cannot be found.`,
  ],
  [
    "deleting a key without naming its user",
    () => new Iam.DeleteAccessKeyCommand({ AccessKeyId: KEY }),
    "400 ValidationError Must specify userName when calling with non-User credentials",
  ],
  [
    "the last use of an unknown key",
    () => new Iam.GetAccessKeyLastUsedCommand({ AccessKeyId: KEY }),
    `403 AccessDenied User: arn:aws:sts::123456789012:assumed-role/SandboxAdministrator/sandbox is not authorized to perform iam:GetAccessKeyLastUsed on resource: access key ${KEY}`,
  ],
  [
    "a second login profile",
    () => new Iam.CreateLoginProfileCommand({ UserName: "alice", Password: "Tr0ub4dor&3" }),
    "409 EntityAlreadyExists Login Profile for user alice already exists.",
  ],
  [
    "a login profile for nobody",
    () => new Iam.CreateLoginProfileCommand({ ...nobody, Password: "Tr0ub4dor&3" }),
    NO_USER,
  ],
  [
    "reading a login profile that is not there",
    () => new Iam.GetLoginProfileCommand({ UserName: "bob" }),
    "404 NoSuchEntity Login Profile for User bob cannot be found.",
  ],
  [
    "deleting a login profile that is not there",
    () => new Iam.DeleteLoginProfileCommand({ UserName: "bob" }),
    "404 NoSuchEntity Login Profile for User bob cannot be found.",
  ],
  ["deleting the login profile of nobody", () => new Iam.DeleteLoginProfileCommand(nobody), NO_USER],
  [
    "a second group of a name",
    () => new Iam.CreateGroupCommand({ GroupName: "developers" }),
    "409 EntityAlreadyExists Group with name developers already exists.",
  ],
  [
    "renaming a group to a taken name",
    () => new Iam.UpdateGroupCommand({ GroupName: "developers", NewGroupName: "operators" }),
    "409 EntityAlreadyExists Group with name operators already exists.",
  ],
  ["reading a group that is not there", () => new Iam.GetGroupCommand({ GroupName: "nonexistent-group" }), NO_GROUP],
  [
    "deleting a group that is not there",
    () => new Iam.DeleteGroupCommand({ GroupName: "nonexistent-group" }),
    NO_GROUP,
  ],
  [
    "updating a group that is not there",
    () => new Iam.UpdateGroupCommand({ GroupName: "nonexistent-group", NewPath: "/x/" }),
    NO_GROUP,
  ],
  ["adding nobody to a group", () => new Iam.AddUserToGroupCommand({ ...nobody, GroupName: "developers" }), NO_USER],
  [
    "adding a user to no group",
    () => new Iam.AddUserToGroupCommand({ UserName: "alice", GroupName: "nonexistent-group" }),
    NO_GROUP,
  ],
  [
    "removing a user from no group",
    () => new Iam.RemoveUserFromGroupCommand({ UserName: "alice", GroupName: "nonexistent-group" }),
    NO_GROUP,
  ],
  [
    "removing nobody from no group: the user is looked for first",
    () => new Iam.RemoveUserFromGroupCommand({ ...nobody, GroupName: "nonexistent-group" }),
    NO_USER,
  ],
  [
    "a group's policy that is not there",
    () => new Iam.GetGroupPolicyCommand({ GroupName: "developers", PolicyName: "inline" }),
    "404 NoSuchEntity The group policy with name inline cannot be found.",
  ],
  [
    "a user's policy that is not there",
    () => new Iam.GetUserPolicyCommand({ UserName: "alice", PolicyName: "inline" }),
    "404 NoSuchEntity The user policy with name inline cannot be found.",
  ],
  [
    "detaching from a group what is not attached",
    () => new Iam.DetachGroupPolicyCommand({ GroupName: "developers", PolicyArn: POLICY }),
    `404 NoSuchEntity Policy ${POLICY} was not found.`,
  ],
  [
    "detaching from a user what is not attached",
    () => new Iam.DetachUserPolicyCommand({ UserName: "alice", PolicyArn: POLICY }),
    `404 NoSuchEntity Policy ${POLICY} was not found.`,
  ],
  [
    "attaching what is no ARN",
    () => new Iam.AttachUserPolicyCommand({ UserName: "alice", PolicyArn: "longpolicynamebutnoarn" }),
    "400 ValidationError ARN longpolicynamebutnoarn is not valid.",
  ],
  [
    "attaching a policy that is not there",
    () => new Iam.AttachUserPolicyCommand({ UserName: "alice", PolicyArn: ABSENT }),
    `404 NoSuchEntity Policy ${ABSENT} does not exist or is not attachable.`,
  ],
  [
    "attaching to a role what is not there",
    () => new Iam.AttachRolePolicyCommand({ RoleName: "deployer", PolicyArn: ABSENT }),
    `404 NoSuchEntity Policy ${ABSENT} does not exist or is not attachable.`,
  ],
  [
    "deleting a policy that is not there",
    () => new Iam.DeletePolicyCommand({ PolicyArn: ABSENT }),
    `404 NoSuchEntity Policy ${ABSENT} was not found.`,
  ],
  [
    "entities of a policy that is not there",
    () => new Iam.ListEntitiesForPolicyCommand({ PolicyArn: ABSENT }),
    `404 NoSuchEntity Policy ${ABSENT} does not exist or is not attachable.`,
  ],
  [
    "a second policy of a name",
    () => new Iam.CreatePolicyCommand({ PolicyName: "deploy", PolicyDocument: DOCUMENT }),
    "409 EntityAlreadyExists A policy called deploy already exists. Duplicate names are not allowed.",
  ],
  [
    "deleting the default version",
    () => new Iam.DeletePolicyVersionCommand({ PolicyArn: POLICY, VersionId: "v1" }),
    "409 DeleteConflict Cannot delete the default version of a policy.",
  ],
  [
    "deleting a version that is not there",
    () => new Iam.DeletePolicyVersionCommand({ PolicyArn: POLICY, VersionId: "v9" }),
    `404 NoSuchEntity Policy ${POLICY} version v9 does not exist or is not attachable.`,
  ],
  [
    "reading a version of no policy",
    () => new Iam.GetPolicyVersionCommand({ PolicyArn: ABSENT, VersionId: "v1" }),
    `404 NoSuchEntity Policy ${ABSENT} version v1 does not exist or is not attachable.`,
  ],
  [
    "making a version of no policy the default",
    () => new Iam.SetDefaultPolicyVersionCommand({ PolicyArn: ABSENT, VersionId: "v1" }),
    `404 NoSuchEntity Policy ${ABSENT} version v1 does not exist or is not attachable.`,
  ],
  [
    "a version that has no such form",
    () => new Iam.GetPolicyVersionCommand({ PolicyArn: POLICY, VersionId: "1" }),
    BAD_VERSION,
  ],
  [
    "deleting AWS's policy",
    () => new Iam.DeletePolicyCommand({ PolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }),
    "403 AccessDenied Cannot delete policies outside your own account.",
  ],
  [
    "deleting a version of AWS's policy",
    () => new Iam.DeletePolicyVersionCommand({ PolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess", VersionId: "v1" }),
    "403 AccessDenied Cannot delete policy versions for policies outside your own account.",
  ],
  [
    "changing AWS's policy",
    () =>
      new Iam.SetDefaultPolicyVersionCommand({ PolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess", VersionId: "v1" }),
    "403 AccessDenied Cannot update policies outside your own account.",
  ],
  [
    "tagging a policy that is not there",
    () => new Iam.TagPolicyCommand({ PolicyArn: ABSENT, Tags: [{ Key: "a", Value: "b" }] }),
    `404 NoSuchEntity Policy ${ABSENT} was not found.`,
  ],
  [
    "more than 50 tags",
    () => new Iam.TagUserCommand({ UserName: "alice", Tags: many }),
    one("tags", "Member must have length less than or equal to 50"),
  ],
  [
    "a tag with a bad character",
    () => new Iam.TagUserCommand(tagged("a#b", "x")),
    one("tags.1.member.key", `Member must satisfy regular expression pattern: ${TAG_PATTERN}`),
  ],
  [
    "a tag with a long key",
    () => new Iam.TagUserCommand(tagged("k".repeat(129), "x")),
    one("tags.1.member.key", "Member must have length less than or equal to 128"),
  ],
  [
    "a tag with a long value",
    () => new Iam.TagUserCommand(tagged("k", "x".repeat(257))),
    one("tags.1.member.value", "Member must have length less than or equal to 256"),
  ],
  ["untagging with a bad character", () => new Iam.UntagUserCommand({ UserName: "alice", TagKeys: ["a#b"] }), TAG_KEYS],
  [
    "untagging with a long key",
    () => new Iam.UntagUserCommand({ UserName: "alice", TagKeys: ["k".repeat(129)] }),
    TAG_KEYS,
  ],
  [
    "the same tag twice on a role",
    () =>
      new Iam.TagRoleCommand({
        RoleName: "deployer",
        Tags: [
          { Key: "a", Value: "1" },
          { Key: "A", Value: "2" },
        ],
      }),
    "400 InvalidInput Duplicate tag keys found. Please note that Tag keys are case insensitive.",
  ],
  [
    "a tag key of AWS's own",
    () => new Iam.TagUserCommand(tagged("aws:createdBy", "me")),
    "400 InvalidInput Tag key aws:createdBy is not valid. Tag keys that begin with aws: are reserved.",
  ],
  [
    "a tag key of AWS's own in capitals on a new role",
    () =>
      new Iam.CreateRoleCommand({
        RoleName: "tagged",
        AssumeRolePolicyDocument: TRUST,
        Tags: [{ Key: "AWS:x", Value: "" }],
      }),
    "400 InvalidInput Tag key AWS:x is not valid. Tag keys that begin with aws: are reserved.",
  ],
  [
    "a policy whose statement has a name with blanks",
    () =>
      new Iam.PutUserPolicyCommand({
        UserName: "alice",
        PolicyName: "blanks",
        PolicyDocument: DOCUMENT.replace('"Effect"', '"Sid":"may read","Effect"'),
      }),
    "400 MalformedPolicyDocument Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*",
  ],
  [
    "the same tag twice on a policy",
    () =>
      new Iam.TagPolicyCommand({
        PolicyArn: POLICY,
        Tags: [
          { Key: "a", Value: "1" },
          { Key: "a", Value: "2" },
        ],
      }),
    "400 InvalidInput Duplicate tag keys found.",
  ],
  [
    "a boundary that is not there",
    () => new Iam.PutUserPermissionsBoundaryCommand({ UserName: "alice", PermissionsBoundary: ABSENT }),
    `404 NoSuchEntity Scope ARN: ${ABSENT} does not exist or is not attachable.`,
  ],
  [
    "a boundary that is no policy",
    () =>
      new Iam.PutRolePermissionsBoundaryCommand({
        RoleName: "deployer",
        PermissionsBoundary: "arn:aws:iam::123456789012:not_a_policy/invalid",
      }),
    "400 InvalidInput ARN arn:aws:iam::123456789012:not_a_policy/invalid is not valid.",
  ],
  [
    "a boundary for no role",
    () => new Iam.PutRolePermissionsBoundaryCommand({ RoleName: "nonexistent-role", PermissionsBoundary: POLICY }),
    NO_ROLE,
  ],
  [
    "a second role of a name",
    () => new Iam.CreateRoleCommand({ RoleName: "deployer", AssumeRolePolicyDocument: TRUST }),
    "409 EntityAlreadyExists Role with name deployer already exists.",
  ],
  ["reading a role that is not there", () => new Iam.GetRoleCommand({ RoleName: "nonexistent-role" }), NO_ROLE],
  [
    "a role's policy that is not there",
    () => new Iam.DeleteRolePolicyCommand({ RoleName: "deployer", PolicyName: "inline" }),
    "404 NoSuchEntity The role policy with name inline cannot be found.",
  ],
  [
    "a trust policy that is no JSON",
    () => new Iam.UpdateAssumeRolePolicyCommand({ RoleName: "deployer", PolicyDocument: "{not-json" }),
    "400 MalformedPolicyDocument This policy contains invalid Json",
  ],
  [
    "a trust policy with a resource",
    () =>
      new Iam.UpdateAssumeRolePolicyCommand({
        RoleName: "deployer",
        PolicyDocument: TRUST.replace('"Effect"', '"Resource":"*","Effect"'),
      }),
    "400 MalformedPolicyDocument Has prohibited field Resource",
  ],
  [
    "a trust policy for another action",
    () =>
      new Iam.UpdateAssumeRolePolicyCommand({
        RoleName: "deployer",
        PolicyDocument: TRUST.replace("sts:AssumeRole", "s3:GetObject"),
      }),
    "400 MalformedPolicyDocument AssumeRole policy may only specify STS AssumeRole actions.",
  ],
  [
    "a description for no role",
    () => new Iam.UpdateRoleDescriptionCommand({ RoleName: "nonexistent-role", Description: "x" }),
    NO_ROLE,
  ],
  [
    "a second device of a name",
    () => new Iam.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: "alice-phone" }),
    "409 EntityAlreadyExists MFA device already exists.",
  ],
  [
    "a device's path without its first slash",
    () => new Iam.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: "x", Path: "test/" }),
    BAD_PATH,
  ],
  [
    "a device's path without its last slash",
    () => new Iam.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: "x", Path: "/test" }),
    BAD_PATH,
  ],
  [
    "a device's path of 513 characters",
    () => new Iam.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: "x", Path: `/${"p".repeat(511)}/` }),
    one("path", "Member must have length less than or equal to 512"),
  ],
  [
    "deleting a device that is not there",
    () => new Iam.DeleteVirtualMFADeviceCommand({ SerialNumber: mfa("nonexistent-device") }),
    `404 NoSuchEntity MFA Device with serial number ${mfa("nonexistent-device")} does not exist.`,
  ],
  [
    "enabling a device for nobody",
    () => new Iam.EnableMFADeviceCommand({ ...nobody, SerialNumber: mfa("alice-phone"), ...codes }),
    NO_USER,
  ],
  [
    "deactivating a device of nobody",
    () => new Iam.DeactivateMFADeviceCommand({ ...nobody, SerialNumber: mfa("alice-phone") }),
    NO_USER,
  ],
  [
    "deactivating a device that is not there",
    () => new Iam.DeactivateMFADeviceCommand({ UserName: "alice", SerialNumber: mfa("nonexistent-mfa") }),
    `404 NoSuchEntity MFA Device with serial number ${mfa("nonexistent-mfa")} does not exist.`,
  ],
  [
    "a marker nobody gave out",
    () => new Iam.ListVirtualMFADevicesCommand({ Marker: "invalid-marker" }),
    "400 ValidationError Invalid Marker.",
  ],
  [
    "reading an SSH key that is not there",
    () => new Iam.GetSSHPublicKeyCommand({ UserName: "alice", SSHPublicKeyId: SSH, Encoding: "SSH" }),
    `404 NoSuchEntity The Public Key with id ${SSH} cannot be found.`,
  ],
  [
    "updating an SSH key that is not there",
    () => new Iam.UpdateSSHPublicKeyCommand({ UserName: "alice", SSHPublicKeyId: SSH, Status: "Inactive" }),
    `404 NoSuchEntity The Public Key with id ${SSH} cannot be found.`,
  ],
  [
    "deleting an SSH key that is not there",
    () => new Iam.DeleteSSHPublicKeyCommand({ UserName: "alice", SSHPublicKeyId: SSH }),
    `404 NoSuchEntity The Public Key with id ${SSH} cannot be found.`,
  ],
  [
    "a certificate that is none",
    () => new Iam.UploadSigningCertificateCommand({ UserName: "alice", CertificateBody: "invalid-certificate-body" }),
    "400 MalformedCertificate Certificate invalid-certificate-body is malformed.",
  ],
  [
    "updating a certificate that is not there",
    () => new Iam.UpdateSigningCertificateCommand({ UserName: "alice", CertificateId: CERT, Status: "Inactive" }),
    `404 NoSuchEntity The Certificate with id ${CERT} cannot be found.`,
  ],
  [
    "deleting a certificate that is not there",
    () => new Iam.DeleteSigningCertificateCommand({ UserName: "alice", CertificateId: CERT }),
    `404 NoSuchEntity The Certificate with id ${CERT} cannot be found.`,
  ],
  ["certificates of nobody", () => new Iam.ListSigningCertificatesCommand(nobody), NO_USER],
  [
    "credentials for no service",
    () => new Iam.CreateServiceSpecificCredentialCommand({ UserName: "alice", ServiceName: "lambda.amazonaws.com" }),
    "404 NoSuchEntity No such service lambda.amazonaws.com is supported for Service Specific Credentials",
  ],
  [
    "credentials of nobody for no service",
    () => new Iam.CreateServiceSpecificCredentialCommand({ ...nobody, ServiceName: "lambda.amazonaws.com" }),
    NO_USER,
  ],
  [
    "listing credentials of no service",
    () =>
      new Iam.ListServiceSpecificCredentialsCommand({
        UserName: "alice",
        ServiceName: "nonexistentservice.amazonaws.com",
      }),
    "404 NoSuchEntity No such service nonexistentservice.amazonaws.com is supported for Service Specific Credentials",
  ],
  [
    "a credential that is not there",
    () =>
      new Iam.DeleteServiceSpecificCredentialCommand({
        UserName: "alice",
        ServiceSpecificCredentialId: "satisfiesregexbutstillinvalid",
      }),
    "404 NoSuchEntity No such credential satisfiesregexbutstillinvalid exists",
  ],
  [
    "a credential id with hyphens",
    () =>
      new Iam.ResetServiceSpecificCredentialCommand({
        UserName: "alice",
        ServiceSpecificCredentialId: "totally-wrong-credential-id-with-hyphens",
      }),
    one("serviceSpecificCredentialId", "Member must satisfy regular expression pattern: [\\w]+"),
  ],
  [
    "a status that does not exist",
    () =>
      new Iam.UpdateServiceSpecificCredentialCommand({
        UserName: "alice",
        ServiceSpecificCredentialId: "satisfiesregexbutstillinvalid",
        Status: "Invalid" as "Active",
      }),
    one("status", "Member must satisfy enum value set"),
  ],
  [
    "a password policy that is not there",
    () => new Iam.GetAccountPasswordPolicyCommand({}),
    "404 NoSuchEntity The Password Policy with domain name 123456789012 cannot be found.",
  ],
  [
    "deleting a password policy that is not there",
    () => new Iam.DeleteAccountPasswordPolicyCommand({}),
    "404 NoSuchEntity The account policy with name PasswordPolicy cannot be found.",
  ],
];

test.each(rows)("fails as AWS does: %s", async (_what, command, expected) => {
  expect(await refusal(running.iam.send(command() as Iam.GetUserCommand))).toBe(expected);
});

test("fails with all violations at once, in whatever order AWS has them", async () => {
  const said = await refusal(
    running.iam.send(
      new Iam.UpdateAccountPasswordPolicyCommand({
        MinimumPasswordLength: 129,
        MaxPasswordAge: 1096,
        PasswordReusePrevention: 25,
      }),
    ),
  );
  const [head, ...rest] = said.split(/ detected: |; /);
  const at = (name: string, max: number) =>
    `Value at '${name}' failed to satisfy constraint: Member must have value less than or equal to ${max}`;
  expect(head).toBe("400 ValidationError 3 validation errors");
  expect(rest.sort()).toEqual([
    at("maxPasswordAge", 1095),
    at("minimumPasswordLength", 128),
    at("passwordReusePrevention", 24),
  ]);
});

test("fails at the sixth version of a policy", async () => {
  const version = { PolicyArn: POLICY, PolicyDocument: DOCUMENT };
  for (let index = 0; index < 4; index++) await running.iam.send(new Iam.CreatePolicyVersionCommand(version));
  expect(await refusal(running.iam.send(new Iam.CreatePolicyVersionCommand(version)))).toBe(
    "409 LimitExceeded A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.",
  );
});

test("fails to delete a policy that is attached", async () => {
  await running.iam.send(new Iam.AttachRolePolicyCommand({ RoleName: "deployer", PolicyArn: POLICY }));
  expect(await refusal(running.iam.send(new Iam.DeletePolicyCommand({ PolicyArn: POLICY })))).toBe(
    "409 DeleteConflict Cannot delete a policy attached to entities.",
  );
  expect(await refusal(running.iam.send(new Iam.DeleteRoleCommand({ RoleName: "deployer" })))).toBe(
    "409 DeleteConflict Cannot delete entity, must detach all policies first.",
  );
});
