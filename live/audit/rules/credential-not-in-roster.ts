import type { User } from "../../../roster/roster";
import type { AuditRule } from "../finding";
import type { Person } from "../inventory";

export const credentialNotInRoster: AuditRule = {
  id: "credential-not-in-roster",
  severity: "high",
  summary: "A credential that was made by hand: it is in nobody's review, and blocks the deletion of the user.",
  todo: "roster adopt --unmanaged takes it over; roster sweep removes it when the user leaves.",
  check: ({ inventory, entryOf }) =>
    inventory.people.flatMap((person) => {
      const entry = entryOf(person.name);
      if (entry === undefined) return [];
      const extra = unmanaged(person, entry);
      if (extra.length === 0) return [];
      const message = `holds what the roster does not give it: ${extra.join(", ")}`;
      return [{ user: person.name, message, todo: `roster adopt --unmanaged ${person.name}` }];
    }),
};

/** Ids of keys are in the state and not in the roster, so numbers are compared; MFA devices have names. */
function unmanaged({ report, virtualDevices, sshKeyIds, serviceCredentials }: Person, entry: User): string[] {
  const password =
    report?.password !== undefined && (entry.loginProfile === undefined || entry.suspended !== undefined);
  const named = new Set(entry.mfaDevices.map(({ name, path }) => `${path}${name}`.toLowerCase()));
  const devices = virtualDevices?.filter(
    (serial) => !named.has(serial.slice(serial.indexOf(":mfa/") + 4).toLowerCase()),
  );
  return [
    ...(password ? ["a password"] : []),
    ...more(report?.accessKeys.length, entry.accessKeys.length, "access key"),
    ...more(report?.certificates.length, entry.signingCertificates.length, "signing certificate"),
    ...more(sshKeyIds?.length, entry.sshPublicKeys.length, "SSH key"),
    ...more(serviceCredentials?.length, entry.serviceSpecificCredentials.length, "service-specific credential"),
    ...(devices ?? []).map((serial) => `MFA device ${serial.slice(serial.lastIndexOf("/") + 1)}`),
  ];
}

function more(there: number | undefined, written: number, noun: string): string[] {
  const extra = (there ?? 0) - written;
  return extra > 0 ? [`${extra} ${noun}${extra === 1 ? "" : "s"}`] : [];
}
