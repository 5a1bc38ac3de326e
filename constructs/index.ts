export { addressOf as address } from "../src/terms/addresses";
export { type AccessKeyProps, ManagedAccessKey, type ManagedAccessKeyProps } from "./access-key";
export type { CredentialOwner, CredentialProps, Status } from "./credential";
export type { GroupLike } from "./group-like";
export { type ImportBlock, ImportBlocks } from "./import-blocks";
export { type LoginProfileProps, ManagedLoginProfile, type ManagedLoginProfileProps } from "./login-profile";
export { ManagedGroup, type ManagedGroupProps } from "./managed-group";
export { ManagedPolicy, type ManagedPolicyProps } from "./managed-policy";
export { ManagedUser } from "./managed-user";
export type { ManagedUserProps } from "./managed-user-props";
export { ManagedMfaDevice, type ManagedMfaDeviceProps, type MfaDeviceProps } from "./mfa-device";
export type { Named } from "./named";
export type { PolicyDocumentLike } from "./policy-document";
export type { KeyedPolicy, PolicyLike } from "./policy-like";
export { RosterUsers, type RosterUsersProps } from "./roster-users";
export {
  ManagedServiceSpecificCredential,
  type ManagedServiceSpecificCredentialProps,
  type ServiceSpecificCredentialProps,
} from "./service-specific-credential";
export {
  ManagedSigningCertificate,
  type ManagedSigningCertificateProps,
  type SigningCertificateProps,
} from "./signing-certificate";
export { ManagedSshPublicKey, type ManagedSshPublicKeyProps, type SshPublicKeyProps } from "./ssh-public-key";
export { UsersStack, type UsersStackProps } from "./users-stack";
