import type { Person } from "./inventory";

/** What the user holds whose use AWS does not report: nobody knows whether it lies idle. */
export function untold({ sshKeyIds = [], serviceCredentials = [] }: Person): string {
  const held = [
    ...sshKeyIds.map((id) => `SSH public key ${id}`),
    ...serviceCredentials.map(({ id, service }) => `credential ${id} for ${service}`),
  ];
  return held.length === 0 ? "" : `; AWS does not report whether these are in use: ${held.join(", ")}`;
}
