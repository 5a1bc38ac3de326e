import type { Action } from "../call";
import type { Service } from "../model";
import { AddUserToGroup } from "./AddUserToGroup";
import { AssumeRole } from "./AssumeRole";
import { AttachGroupPolicy } from "./AttachGroupPolicy";
import { AttachRolePolicy } from "./AttachRolePolicy";
import { AttachUserPolicy } from "./AttachUserPolicy";
import { ChangePassword } from "./ChangePassword";
import { CreateAccessKey } from "./CreateAccessKey";
import { CreateAccountAlias } from "./CreateAccountAlias";
import { CreateAlias } from "./CreateAlias";
import { CreateBucket } from "./CreateBucket";
import { CreateGrant } from "./CreateGrant";
import { CreateGroup } from "./CreateGroup";
import { CreateKey } from "./CreateKey";
import { CreateLoginProfile } from "./CreateLoginProfile";
import { CreatePolicy } from "./CreatePolicy";
import { CreatePolicyVersion } from "./CreatePolicyVersion";
import { CreateRole } from "./CreateRole";
import { CreateServiceSpecificCredential } from "./CreateServiceSpecificCredential";
import { CreateUser } from "./CreateUser";
import { CreateVirtualMFADevice } from "./CreateVirtualMFADevice";
import { DeactivateMFADevice } from "./DeactivateMFADevice";
import { DeleteAccessKey } from "./DeleteAccessKey";
import { DeleteAccountAlias } from "./DeleteAccountAlias";
import { DeleteAccountPasswordPolicy } from "./DeleteAccountPasswordPolicy";
import { DeleteBucketPolicy } from "./DeleteBucketPolicy";
import { DeleteGroup } from "./DeleteGroup";
import { DeleteGroupPolicy } from "./DeleteGroupPolicy";
import { DeleteLoginProfile } from "./DeleteLoginProfile";
import { DeleteObject } from "./DeleteObject";
import { DeletePolicy } from "./DeletePolicy";
import { DeletePolicyVersion } from "./DeletePolicyVersion";
import { DeleteRole } from "./DeleteRole";
import { DeleteRolePermissionsBoundary } from "./DeleteRolePermissionsBoundary";
import { DeleteRolePolicy } from "./DeleteRolePolicy";
import { DeleteServiceSpecificCredential } from "./DeleteServiceSpecificCredential";
import { DeleteSigningCertificate } from "./DeleteSigningCertificate";
import { DeleteSSHPublicKey } from "./DeleteSSHPublicKey";
import { DeleteUser } from "./DeleteUser";
import { DeleteUserPermissionsBoundary } from "./DeleteUserPermissionsBoundary";
import { DeleteUserPolicy } from "./DeleteUserPolicy";
import { DeleteVirtualMFADevice } from "./DeleteVirtualMFADevice";
import { DetachGroupPolicy } from "./DetachGroupPolicy";
import { DetachRolePolicy } from "./DetachRolePolicy";
import { DetachUserPolicy } from "./DetachUserPolicy";
import { EnableMFADevice } from "./EnableMFADevice";
import { GenerateCredentialReport } from "./GenerateCredentialReport";
import { GetAccessKeyLastUsed } from "./GetAccessKeyLastUsed";
import { GetAccountAuthorizationDetails } from "./GetAccountAuthorizationDetails";
import { GetAccountPasswordPolicy } from "./GetAccountPasswordPolicy";
import { GetAccountSummary } from "./GetAccountSummary";
import { GetBucketPolicy } from "./GetBucketPolicy";
import { GetCallerIdentity } from "./GetCallerIdentity";
import { GetCredentialReport } from "./GetCredentialReport";
import { GetGroup } from "./GetGroup";
import { GetGroupPolicy } from "./GetGroupPolicy";
import { GetKeyPolicy } from "./GetKeyPolicy";
import { GetLoginProfile } from "./GetLoginProfile";
import { GetMFADevice } from "./GetMFADevice";
import { GetObject } from "./GetObject";
import { GetPolicy } from "./GetPolicy";
import { GetPolicyVersion } from "./GetPolicyVersion";
import { GetRole } from "./GetRole";
import { GetRolePolicy } from "./GetRolePolicy";
import { GetSessionToken } from "./GetSessionToken";
import { GetSSHPublicKey } from "./GetSSHPublicKey";
import { GetUser } from "./GetUser";
import { GetUserPolicy } from "./GetUserPolicy";
import { ListAccessKeys } from "./ListAccessKeys";
import { ListAccountAliases } from "./ListAccountAliases";
import { ListAliases } from "./ListAliases";
import { ListAttachedGroupPolicies } from "./ListAttachedGroupPolicies";
import { ListAttachedRolePolicies } from "./ListAttachedRolePolicies";
import { ListAttachedUserPolicies } from "./ListAttachedUserPolicies";
import { ListBuckets } from "./ListBuckets";
import { ListEntitiesForPolicy } from "./ListEntitiesForPolicy";
import { ListGrants } from "./ListGrants";
import { ListGroupPolicies } from "./ListGroupPolicies";
import { ListGroups } from "./ListGroups";
import { ListGroupsForUser } from "./ListGroupsForUser";
import { ListInstanceProfilesForRole } from "./ListInstanceProfilesForRole";
import { ListKeys } from "./ListKeys";
import { ListMFADevices } from "./ListMFADevices";
import { ListMFADeviceTags } from "./ListMFADeviceTags";
import { ListPolicies } from "./ListPolicies";
import { ListPolicyTags } from "./ListPolicyTags";
import { ListPolicyVersions } from "./ListPolicyVersions";
import { ListRolePolicies } from "./ListRolePolicies";
import { ListRoles } from "./ListRoles";
import { ListRoleTags } from "./ListRoleTags";
import { ListServiceSpecificCredentials } from "./ListServiceSpecificCredentials";
import { ListSigningCertificates } from "./ListSigningCertificates";
import { ListSSHPublicKeys } from "./ListSSHPublicKeys";
import { ListUserPolicies } from "./ListUserPolicies";
import { ListUsers } from "./ListUsers";
import { ListUserTags } from "./ListUserTags";
import { ListVirtualMFADevices } from "./ListVirtualMFADevices";
import { LookupEvents } from "./LookupEvents";
import { PutBucketPolicy } from "./PutBucketPolicy";
import { PutGroupPolicy } from "./PutGroupPolicy";
import { PutKeyPolicy } from "./PutKeyPolicy";
import { PutObject } from "./PutObject";
import { PutObjectLockConfiguration } from "./PutObjectLockConfiguration";
import { PutRolePermissionsBoundary } from "./PutRolePermissionsBoundary";
import { PutRolePolicy } from "./PutRolePolicy";
import { PutUserPermissionsBoundary } from "./PutUserPermissionsBoundary";
import { PutUserPolicy } from "./PutUserPolicy";
import { RemoveUserFromGroup } from "./RemoveUserFromGroup";
import { ResetServiceSpecificCredential } from "./ResetServiceSpecificCredential";
import { ResyncMFADevice } from "./ResyncMFADevice";
import { SetDefaultPolicyVersion } from "./SetDefaultPolicyVersion";
import { SimulateCustomPolicy } from "./SimulateCustomPolicy";
import { SimulatePrincipalPolicy } from "./SimulatePrincipalPolicy";
import { TagMFADevice } from "./TagMFADevice";
import { TagPolicy } from "./TagPolicy";
import { TagRole } from "./TagRole";
import { TagUser } from "./TagUser";
import { UntagMFADevice } from "./UntagMFADevice";
import { UntagPolicy } from "./UntagPolicy";
import { UntagRole } from "./UntagRole";
import { UntagUser } from "./UntagUser";
import { UpdateAccessKey } from "./UpdateAccessKey";
import { UpdateAccountPasswordPolicy } from "./UpdateAccountPasswordPolicy";
import { UpdateAssumeRolePolicy } from "./UpdateAssumeRolePolicy";
import { UpdateGroup } from "./UpdateGroup";
import { UpdateLoginProfile } from "./UpdateLoginProfile";
import { UpdateRole } from "./UpdateRole";
import { UpdateRoleDescription } from "./UpdateRoleDescription";
import { UpdateServiceSpecificCredential } from "./UpdateServiceSpecificCredential";
import { UpdateSigningCertificate } from "./UpdateSigningCertificate";
import { UpdateSSHPublicKey } from "./UpdateSSHPublicKey";
import { UpdateUser } from "./UpdateUser";
import { UploadSigningCertificate } from "./UploadSigningCertificate";
import { UploadSSHPublicKey } from "./UploadSSHPublicKey";
import { ValidatePolicy } from "./ValidatePolicy";

/** Every action the sandbox knows, by service. A new one is a file beside this one, and its name here. */
const IMPLEMENTED: Readonly<Record<Service, Readonly<Record<string, Action>>>> = {
  iam: {
    AddUserToGroup,
    AttachGroupPolicy,
    AttachRolePolicy,
    AttachUserPolicy,
    ChangePassword,
    CreateAccessKey,
    CreateAccountAlias,
    CreateGroup,
    CreateLoginProfile,
    CreatePolicy,
    CreatePolicyVersion,
    CreateRole,
    CreateServiceSpecificCredential,
    CreateUser,
    CreateVirtualMFADevice,
    DeactivateMFADevice,
    DeleteAccessKey,
    DeleteAccountAlias,
    DeleteAccountPasswordPolicy,
    DeleteGroup,
    DeleteGroupPolicy,
    DeleteLoginProfile,
    DeletePolicy,
    DeletePolicyVersion,
    DeleteRole,
    DeleteRolePermissionsBoundary,
    DeleteRolePolicy,
    DeleteSSHPublicKey,
    DeleteServiceSpecificCredential,
    DeleteSigningCertificate,
    DeleteUser,
    DeleteUserPermissionsBoundary,
    DeleteUserPolicy,
    DeleteVirtualMFADevice,
    DetachGroupPolicy,
    DetachRolePolicy,
    DetachUserPolicy,
    EnableMFADevice,
    GenerateCredentialReport,
    GetAccessKeyLastUsed,
    GetAccountAuthorizationDetails,
    GetAccountPasswordPolicy,
    GetAccountSummary,
    GetCredentialReport,
    GetGroup,
    GetGroupPolicy,
    GetLoginProfile,
    GetMFADevice,
    GetPolicy,
    GetPolicyVersion,
    GetRole,
    GetRolePolicy,
    GetSSHPublicKey,
    GetUser,
    GetUserPolicy,
    ListAccessKeys,
    ListAccountAliases,
    ListAttachedGroupPolicies,
    ListAttachedRolePolicies,
    ListAttachedUserPolicies,
    ListEntitiesForPolicy,
    ListGroupPolicies,
    ListGroups,
    ListGroupsForUser,
    ListInstanceProfilesForRole,
    ListMFADeviceTags,
    ListMFADevices,
    ListPolicies,
    ListPolicyTags,
    ListPolicyVersions,
    ListRolePolicies,
    ListRoleTags,
    ListRoles,
    ListSSHPublicKeys,
    ListServiceSpecificCredentials,
    ListSigningCertificates,
    ListUserPolicies,
    ListUserTags,
    ListUsers,
    ListVirtualMFADevices,
    PutGroupPolicy,
    PutRolePermissionsBoundary,
    PutRolePolicy,
    PutUserPermissionsBoundary,
    PutUserPolicy,
    RemoveUserFromGroup,
    ResetServiceSpecificCredential,
    ResyncMFADevice,
    SetDefaultPolicyVersion,
    SimulateCustomPolicy,
    SimulatePrincipalPolicy,
    TagMFADevice,
    TagPolicy,
    TagRole,
    TagUser,
    UntagMFADevice,
    UntagPolicy,
    UntagRole,
    UntagUser,
    UpdateAccessKey,
    UpdateAccountPasswordPolicy,
    UpdateAssumeRolePolicy,
    UpdateGroup,
    UpdateLoginProfile,
    UpdateRole,
    UpdateRoleDescription,
    UpdateSSHPublicKey,
    UpdateServiceSpecificCredential,
    UpdateSigningCertificate,
    UpdateUser,
    UploadSSHPublicKey,
    UploadSigningCertificate,
  },
  sts: {
    AssumeRole,
    GetCallerIdentity,
    GetSessionToken,
  },
  kms: {
    CreateAlias,
    CreateGrant,
    CreateKey,
    GetKeyPolicy,
    ListAliases,
    ListGrants,
    ListKeys,
    PutKeyPolicy,
  },
  cloudtrail: {
    LookupEvents,
  },
  accessanalyzer: {
    ValidatePolicy,
  },
  s3: {
    CreateBucket,
    DeleteObject,
    GetObject,
    PutObject,
    PutObjectLockConfiguration,
    DeleteBucketPolicy,
    GetBucketPolicy,
    ListBuckets,
    PutBucketPolicy,
  },
};

/** Maps: an action's name comes from the wire and may be `constructor`. */
export const ACTIONS: Readonly<Record<Service, ReadonlyMap<string, Action>>> = {
  iam: new Map(Object.entries(IMPLEMENTED.iam)),
  sts: new Map(Object.entries(IMPLEMENTED.sts)),
  kms: new Map(Object.entries(IMPLEMENTED.kms)),
  cloudtrail: new Map(Object.entries(IMPLEMENTED.cloudtrail)),
  accessanalyzer: new Map(Object.entries(IMPLEMENTED.accessanalyzer)),
  s3: new Map(Object.entries(IMPLEMENTED.s3)),
};
