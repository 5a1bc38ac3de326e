import type { Construct } from "constructs";
import type { User } from "../src/roster/roster";
import type { CredentialKind, Kinds, SlotKind, SlotSection } from "../src/terms/kinds";
import { type AccessKeyProps, ManagedAccessKey } from "./access-key";
import type { CredentialProps } from "./credential";
import type { LoginProfileProps, ManagedLoginProfile } from "./login-profile";
import { ManagedMfaDevice, type MfaDeviceProps } from "./mfa-device";
import { byKey, type Named } from "./named";
import { ManagedServiceSpecificCredential, type ServiceSpecificCredentialProps } from "./service-specific-credential";
import { ManagedSigningCertificate, type SigningCertificateProps } from "./signing-certificate";
import { ManagedSshPublicKey, type SshPublicKeyProps } from "./ssh-public-key";

/** What is given, and what is made, of each kind of credential. */
interface Types extends Record<CredentialKind, { readonly props: object; readonly made: Construct }> {
  loginProfile: { props: LoginProfileProps; made: ManagedLoginProfile };
  mfaDevice: { props: MfaDeviceProps; made: ManagedMfaDevice };
  accessKey: { props: AccessKeyProps; made: ManagedAccessKey };
  sshPublicKey: { props: SshPublicKeyProps; made: ManagedSshPublicKey };
  signingCertificate: { props: SigningCertificateProps; made: ManagedSigningCertificate };
  serviceSpecificCredential: { props: ServiceSpecificCredentialProps; made: ManagedServiceSpecificCredential };
}

export type PropsOf<Kind extends CredentialKind> = Types[Kind]["props"];
export type MadeOf<Kind extends CredentialKind> = Types[Kind]["made"];

/** The construct of each kind with slots. */
export const slotConstructs: {
  readonly [Kind in SlotKind]: new (
    scope: Construct,
    id: string,
    props: PropsOf<Kind> & CredentialProps,
  ) => MadeOf<Kind>;
} = {
  mfaDevice: ManagedMfaDevice,
  accessKey: ManagedAccessKey,
  sshPublicKey: ManagedSshPublicKey,
  signingCertificate: ManagedSigningCertificate,
  serviceSpecificCredential: ManagedServiceSpecificCredential,
};

/** The credentials of a user by section and key, as they are given. */
export type GivenCredentials = {
  readonly [Kind in CredentialKind as Kinds[Kind]["section"]]?: Kind extends SlotKind
    ? Named<PropsOf<Kind>>
    : PropsOf<Kind>;
};

/** The credentials of a user by section and key, as they are made. */
export type MadeCredentials = {
  readonly [Kind in SlotKind as Kinds[Kind]["section"]]: Named<MadeOf<Kind>>;
} & {
  readonly [Kind in Exclude<CredentialKind, SlotKind> as Kinds[Kind]["section"]]?: MadeOf<Kind>;
};

/** The credentials of a roster's user, as the user's construct takes them. */
export function credentialsOf(user: User): GivenCredentials {
  const slots = {
    mfaDevices: byKey(user.mfaDevices),
    accessKeys: byKey(user.accessKeys),
    sshPublicKeys: byKey(user.sshPublicKeys),
    signingCertificates: byKey(user.signingCertificates),
    serviceSpecificCredentials: byKey(user.serviceSpecificCredentials),
  } satisfies Record<SlotSection, unknown>;
  return user.loginProfile === undefined ? slots : { ...slots, loginProfile: user.loginProfile };
}
