import { CERTIFICATE, OTHER_CERTIFICATES } from "../../sandbox/credentials";
import { sshKey } from "../account-builder";
import type { Oddity, Room, Spot } from "./oddity";

const of = (room: Room, what: string, put: (spot: Spot) => void, outside?: Oddity["outside"]): Oddity => ({
  ...{ what, room, put },
  ...(outside === undefined ? {} : { outside }),
});

const passwords: readonly Oddity[] = [
  of("password", "a password and no MFA device", ({ build, user }) => build.password(user, 3)),
  of("password", "a password that was never used", ({ build, user }) => build.password(user, undefined)),
  of("password", "a password that has to be changed", ({ build, user }) => {
    build.password(user, undefined);
    if (user.loginProfile !== undefined) user.loginProfile.passwordResetRequired = true;
  }),
];

const keys: readonly Oddity[] = [
  of("keys", "a key of eleven years", ({ build, user }) => build.key(user, { ageDays: 4_000, usedDaysAgo: 1 })),
  of("keys", "a key that was never used", ({ build, user }) => build.key(user, { ageDays: 400 })),
  of("keys", "an inactive key", ({ build, user }) => build.key(user, { ageDays: 400, status: "Inactive" })),
  of("keys", "two inactive keys", ({ build, user }) => {
    build.key(user, { ageDays: 400, status: "Inactive" });
    build.key(user, { ageDays: 300, status: "Inactive" });
  }),
  of("keys", "two keys that were created in the same second", ({ build, user }) => {
    build.key(user, { ageDays: 400, usedDaysAgo: 2 });
    build.key(user, { ageDays: 400, status: "Inactive" });
  }),
  of(
    "keys",
    "a key that has expired",
    ({ build, user }) => {
      build.key(user, { ageDays: 400 });
      for (const key of user.accessKeys) key.status = "Expired";
    },
    ({ user }) => user.accessKeys.map(({ accessKeyId }) => `access key ${accessKeyId} of ${user.userName}`),
  ),
];

/** @param body of the key that was made for the user */
const ssh = (what: string, body: (key: string) => string, outside = false): Oddity =>
  of(
    "ssh",
    `an SSH key ${what}`,
    ({ user }) => {
      const key = sshKey(user.userName, 1);
      const [kind, base64] = key.body.split(" ");
      user.sshPublicKeys.push({ ...key, body: body(`${kind} ${base64}`) });
    },
    ({ user }) =>
      outside ? user.sshPublicKeys.map((key) => `SSH public key ${key.sshPublicKeyId} of ${user.userName}`) : [],
  );

const sshKeys: readonly Oddity[] = [
  ssh("without a comment", (key) => key),
  ssh("with a comment of several words", (key) => `${key} jane doe @ her laptop`),
  ssh("with a comment that is YAML", (key) => `${key} # "a": {b} 'c' \\d`),
  ssh("with a comment that is a template", (key) => `${key} \${file("/etc/passwd")} %{x}`),
  ssh("with a comment in another script", (key) => `${key} Jürgen@Zürich 開発`),
  ssh("with a line break at its end", (key) => `${key} jane\n`),
  ssh("from Windows, with a comment", (key) => `${key} jane\r\n`),
  { ...ssh("from Windows, without a comment", (key) => `${key}\r\n`, true), onlyPlanShows: true },
  ssh("with two blanks", (key) => `${key.replace(" ", "  ")} jane`, true),
  ssh(
    "of a kind that IAM does not document any more",
    () => `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${"A".repeat(43)} jane`,
    true,
  ),
  ssh("of the kind ssh-dss", () => `ssh-dss AAAAB3NzaC1kc3MAAACB${"A".repeat(220)} jane`, true),
  ssh("as PEM", () => `-----BEGIN PUBLIC KEY-----\n${"A".repeat(64)}\n-----END PUBLIC KEY-----`, true),
  of("ssh", "five SSH keys, four of them inactive", ({ user }) => {
    for (const at of [1, 2, 3, 4, 5]) user.sshPublicKeys.push(sshKey(user.userName, at));
  }),
  of("ssh", "the same SSH key twice", ({ user }) => {
    const key = sshKey(user.userName, 1);
    user.sshPublicKeys.push(key, {
      ...key,
      sshPublicKeyId: sshKey(user.userName, 2).sshPublicKeyId,
      status: "Inactive",
    });
  }),
];

const certificate = (what: string, body: string, outside = false) =>
  of(
    "certificates",
    `a certificate ${what}`,
    ({ build, user }) => {
      build.certificate(user, body);
      user.signingCertificates.splice(0, 1, ...user.signingCertificates.map((one) => ({ ...one, body })));
    },
    ({ user }) =>
      outside
        ? user.signingCertificates.map((one) => `signing certificate ${one.certificateId} of ${user.userName}`)
        : [],
  );

const bare = CERTIFICATE.trim();

const certificates: readonly Oddity[] = [
  certificate("without a line break at its end", bare),
  certificate("with a line break at its end", `${bare}\n`),
  certificate("from Windows", bare.replaceAll("\n", "\r\n")),
  certificate("from a file of Windows", `${bare}\n`.replaceAll("\n", "\r\n")),
  certificate("with a title above it", `subject=ci\n${bare}`, true),
  certificate("with two line breaks at its end", `${bare}\n\n`, true),
  certificate("with line breaks of both kinds", `${bare.replaceAll("\n", "\r\n")}\n`, true),
  certificate(
    "that is none any more",
    "-----BEGIN CERTIFICATE-----\nMIIDDTCCAfWgAwIBAgIU\n-----END CERTIFICATE-----",
    true,
  ),
  certificate(
    "of one line",
    bare.replaceAll("\n", "").replace("CERTIFICATE-----", "CERTIFICATE-----\n").replace("-----END", "\n-----END"),
  ),
  of("certificates", "two certificates, one of them inactive", ({ build, user }) => {
    for (const body of OTHER_CERTIFICATES) build.certificate(user, body);
    const [first] = user.signingCertificates;
    if (first !== undefined) first.status = "Inactive";
  }),
];

const service = (what: string, names: readonly string[], outside = false) =>
  of(
    "service",
    what,
    ({ build, user }) => {
      for (const name of names) build.gitCredential(user, `${name}.amazonaws.com`);
    },
    ({ user }) =>
      outside
        ? user.serviceSpecificCredentials.map(
            (one) => `service-specific credential ${one.serviceSpecificCredentialId} of ${user.userName}`,
          )
        : [],
  );

const services: readonly Oddity[] = [
  service("a credential of each service", ["codecommit", "cassandra", "bedrock", "logs"]),
  service("two credentials of one service", ["codecommit", "codecommit"]),
  service("a credential of a service that is younger than the roster", ["quantumledger"], true),
  of("service", "an inactive credential", ({ build, user }) =>
    build.gitCredential(user, "codecommit.amazonaws.com", "Inactive"),
  ),
  of(
    "service",
    "a credential of Bedrock that has expired",
    ({ build, user }) => {
      build.gitCredential(user, "bedrock.amazonaws.com");
      for (const one of user.serviceSpecificCredentials)
        Object.assign(one, { status: "Expired", expirationDate: build.ago(10) });
    },
    ({ user }) =>
      user.serviceSpecificCredentials.map(
        (one) => `service-specific credential ${one.serviceSpecificCredentialId} of ${user.userName}`,
      ),
  ),
  of("service", "a credential of Bedrock that ends next year", ({ build, user }) => {
    build.gitCredential(user, "bedrock.amazonaws.com");
    for (const one of user.serviceSpecificCredentials) Object.assign(one, { expirationDate: build.ago(-300) });
  }),
];

export const credentials: readonly Oddity[] = [...passwords, ...keys, ...sshKeys, ...certificates, ...services];
