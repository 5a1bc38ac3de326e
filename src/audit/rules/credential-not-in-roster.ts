import type { User } from "../../roster/roster";
import type { CredentialKind } from "../../terms/kinds";
import { count } from "../../text/count";
import { shellWord } from "../../text/shell-word";
import type { AuditRule } from "../finding";
import type { Person } from "../inventory";
import { idsOf } from "../key-names";

export const credentialNotInRoster: AuditRule = {
  id: "credential-not-in-roster",
  severity: "high",
  summary: "A credential that was created by hand and is not in the user's entry.",
  why: "Nobody reviews it, and it blocks the deletion of the user.",
  fix: "roster adopt --unmanaged takes it over; roster sweep removes it when the user leaves.",
  check: (context) =>
    context.inventory.people.flatMap((person) => {
      const entry = context.entryOf(person.name);
      if (entry === undefined) return [];
      const found = unmanaged(person, entry);
      if (found.length === 0) return [];
      const message = `has credentials that are not in the roster: ${found.join(", ")}`;
      const adopt = `roster adopt --unmanaged ${shellWord(person.name)}`;
      const keys = (person.report?.accessKeys.length ?? 0) - entry.accessKeys.length;
      if (keys <= 0) return [{ user: person.name, message, fix: adopt }];
      // No YAML: a slot without its import is a new key.
      const fix = `${adopt}, which imports it into a slot of its own; then set to Inactive what nobody needs`;
      return [{ user: person.name, message, fix, namesKeys: true }];
    }),
};

/** What each credential is called, is in the state and not in the roster, so numbers are compared; MFA devices have names. */
function unmanaged(person: Person, entry: User): string[] {
  return Object.values(extra).flatMap((of) => of(person, entry));
}

const extra: Readonly<Record<CredentialKind, (person: Person, entry: User) => string[]>> = {
  loginProfile: ({ report }, { loginProfile, suspended }) =>
    report?.password !== undefined && (loginProfile === undefined || suspended !== undefined) ? ["a password"] : [],
  accessKey: (person, { accessKeys }) =>
    more("access key", person.report?.accessKeys.length, accessKeys.length, idsOf(person)),
  signingCertificate: ({ report }, { signingCertificates }) =>
    more("signing certificate", report?.certificates.length, signingCertificates.length),
  sshPublicKey: ({ sshKeyIds }, { sshPublicKeys }) =>
    more("SSH public key", sshKeyIds?.length, sshPublicKeys.length, sshKeyIds),
  serviceSpecificCredential: ({ serviceCredentials = [] }, { serviceSpecificCredentials }) => {
    const services = [...new Set(serviceCredentials.map(({ service }) => service))].sort();
    return services.flatMap((service) => {
      const ids = serviceCredentials.filter((one) => one.service === service).map(({ id }) => id);
      const written = serviceSpecificCredentials.filter((one) => one.service === service);
      return more(`credential for ${service}`, ids.length, written.length, ids);
    });
  },
  mfaDevice: ({ virtualDevices = [] }, { mfaDevices }) => {
    const named = new Set(mfaDevices.map(({ name, path }) => `${path}${name}`.toLowerCase()));
    return virtualDevices
      .filter((serial) => !named.has(serial.slice(serial.indexOf(":mfa/") + 4).toLowerCase()))
      .map((serial) => `MFA device ${serial.slice(serial.lastIndexOf("/") + 1)}`);
  },
};

/** `access key AKIA...`; where the roster gives some of them, `1 of the access keys AKIA..., AKIA...`. */
function more(noun: string, there = 0, written: number, ids?: readonly string[]): string[] {
  const extra = there - written;
  if (extra <= 0) return [];
  if (ids === undefined) return [count(extra, noun)];
  return written === 0 ? ids.map((id) => `${noun} ${id}`) : [`${extra} of the ${noun}s ${[...ids].sort().join(", ")}`];
}
