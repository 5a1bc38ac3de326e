import type { Action } from "../call";
import type { Service } from "../model";
import { AddUserToGroup } from "./AddUserToGroup";
import { AttachGroupPolicy } from "./AttachGroupPolicy";
import { AttachRolePolicy } from "./AttachRolePolicy";
import { AttachUserPolicy } from "./AttachUserPolicy";
import { ChangePassword } from "./ChangePassword";
import { CreateAccessKey } from "./CreateAccessKey";
import { CreateGroup } from "./CreateGroup";
import { CreateLoginProfile } from "./CreateLoginProfile";
import { CreatePolicy } from "./CreatePolicy";
import { CreatePolicyVersion } from "./CreatePolicyVersion";
import { CreateServiceSpecificCredential } from "./CreateServiceSpecificCredential";
import { CreateUser } from "./CreateUser";
import { CreateVirtualMFADevice } from "./CreateVirtualMFADevice";
import { DeactivateMFADevice } from "./DeactivateMFADevice";
import { DeleteAccessKey } from "./DeleteAccessKey";
import { DeleteGroup } from "./DeleteGroup";
import { DeleteGroupPolicy } from "./DeleteGroupPolicy";
import { DeleteLoginProfile } from "./DeleteLoginProfile";
import { DeletePolicy } from "./DeletePolicy";
import { DeletePolicyVersion } from "./DeletePolicyVersion";
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
import { GetAccessKeyLastUsed } from "./GetAccessKeyLastUsed";
import { GetCallerIdentity } from "./GetCallerIdentity";
import { GetGroup } from "./GetGroup";
import { GetGroupPolicy } from "./GetGroupPolicy";
import { GetLoginProfile } from "./GetLoginProfile";
import { GetMFADevice } from "./GetMFADevice";
import { GetPolicy } from "./GetPolicy";
import { GetPolicyVersion } from "./GetPolicyVersion";
import { GetRolePolicy } from "./GetRolePolicy";
import { GetSSHPublicKey } from "./GetSSHPublicKey";
import { GetUser } from "./GetUser";
import { GetUserPolicy } from "./GetUserPolicy";
import { ListAccessKeys } from "./ListAccessKeys";
import { ListAttachedGroupPolicies } from "./ListAttachedGroupPolicies";
import { ListAttachedRolePolicies } from "./ListAttachedRolePolicies";
import { ListAttachedUserPolicies } from "./ListAttachedUserPolicies";
import { ListEntitiesForPolicy } from "./ListEntitiesForPolicy";
import { ListGroupPolicies } from "./ListGroupPolicies";
import { ListGroups } from "./ListGroups";
import { ListGroupsForUser } from "./ListGroupsForUser";
import { ListMFADevices } from "./ListMFADevices";
import { ListMFADeviceTags } from "./ListMFADeviceTags";
import { ListPolicies } from "./ListPolicies";
import { ListPolicyTags } from "./ListPolicyTags";
import { ListPolicyVersions } from "./ListPolicyVersions";
import { ListRolePolicies } from "./ListRolePolicies";
import { ListServiceSpecificCredentials } from "./ListServiceSpecificCredentials";
import { ListSigningCertificates } from "./ListSigningCertificates";
import { ListSSHPublicKeys } from "./ListSSHPublicKeys";
import { ListUserPolicies } from "./ListUserPolicies";
import { ListUsers } from "./ListUsers";
import { ListUserTags } from "./ListUserTags";
import { ListVirtualMFADevices } from "./ListVirtualMFADevices";
import { PutGroupPolicy } from "./PutGroupPolicy";
import { PutRolePolicy } from "./PutRolePolicy";
import { PutUserPermissionsBoundary } from "./PutUserPermissionsBoundary";
import { PutUserPolicy } from "./PutUserPolicy";
import { RemoveUserFromGroup } from "./RemoveUserFromGroup";
import { ResetServiceSpecificCredential } from "./ResetServiceSpecificCredential";
import { ResyncMFADevice } from "./ResyncMFADevice";
import { SetDefaultPolicyVersion } from "./SetDefaultPolicyVersion";
import { TagMFADevice } from "./TagMFADevice";
import { TagPolicy } from "./TagPolicy";
import { TagUser } from "./TagUser";
import { UntagMFADevice } from "./UntagMFADevice";
import { UntagPolicy } from "./UntagPolicy";
import { UntagUser } from "./UntagUser";
import { UpdateAccessKey } from "./UpdateAccessKey";
import { UpdateGroup } from "./UpdateGroup";
import { UpdateLoginProfile } from "./UpdateLoginProfile";
import { UpdateServiceSpecificCredential } from "./UpdateServiceSpecificCredential";
import { UpdateSigningCertificate } from "./UpdateSigningCertificate";
import { UpdateSSHPublicKey } from "./UpdateSSHPublicKey";
import { UpdateUser } from "./UpdateUser";
import { UploadSigningCertificate } from "./UploadSigningCertificate";
import { UploadSSHPublicKey } from "./UploadSSHPublicKey";

/** Every action the sandbox knows, by service. A new one is a file beside this one, and its name here. */
const IMPLEMENTED: Readonly<Record<Service, Readonly<Record<string, Action>>>> = {
  iam: {
    AddUserToGroup,
    AttachGroupPolicy,
    AttachRolePolicy,
    AttachUserPolicy,
    ChangePassword,
    CreateAccessKey,
    CreateGroup,
    CreateLoginProfile,
    CreatePolicy,
    CreatePolicyVersion,
    CreateServiceSpecificCredential,
    CreateUser,
    CreateVirtualMFADevice,
    DeactivateMFADevice,
    DeleteAccessKey,
    DeleteGroup,
    DeleteGroupPolicy,
    DeleteLoginProfile,
    DeletePolicy,
    DeletePolicyVersion,
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
    GetAccessKeyLastUsed,
    GetGroup,
    GetGroupPolicy,
    GetLoginProfile,
    GetMFADevice,
    GetPolicy,
    GetPolicyVersion,
    GetRolePolicy,
    GetSSHPublicKey,
    GetUser,
    GetUserPolicy,
    ListAccessKeys,
    ListAttachedGroupPolicies,
    ListAttachedRolePolicies,
    ListAttachedUserPolicies,
    ListEntitiesForPolicy,
    ListGroupPolicies,
    ListGroups,
    ListGroupsForUser,
    ListMFADeviceTags,
    ListMFADevices,
    ListPolicies,
    ListPolicyTags,
    ListPolicyVersions,
    ListRolePolicies,
    ListSSHPublicKeys,
    ListServiceSpecificCredentials,
    ListSigningCertificates,
    ListUserPolicies,
    ListUserTags,
    ListUsers,
    ListVirtualMFADevices,
    PutGroupPolicy,
    PutRolePolicy,
    PutUserPermissionsBoundary,
    PutUserPolicy,
    RemoveUserFromGroup,
    ResetServiceSpecificCredential,
    ResyncMFADevice,
    SetDefaultPolicyVersion,
    TagMFADevice,
    TagPolicy,
    TagUser,
    UntagMFADevice,
    UntagPolicy,
    UntagUser,
    UpdateAccessKey,
    UpdateGroup,
    UpdateLoginProfile,
    UpdateSSHPublicKey,
    UpdateServiceSpecificCredential,
    UpdateSigningCertificate,
    UpdateUser,
    UploadSSHPublicKey,
    UploadSigningCertificate,
  },
  sts: {
    GetCallerIdentity,
  },
  kms: {},
  cloudtrail: {},
};

/** Maps: an action's name comes from the wire and may be `constructor`. */
export const ACTIONS: Readonly<Record<Service, ReadonlyMap<string, Action>>> = {
  iam: new Map(Object.entries(IMPLEMENTED.iam)),
  sts: new Map(Object.entries(IMPLEMENTED.sts)),
  kms: new Map(Object.entries(IMPLEMENTED.kms)),
  cloudtrail: new Map(Object.entries(IMPLEMENTED.cloudtrail)),
};
