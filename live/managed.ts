import type { PlanPeople } from "../plan/people";
import type { HoldingKind } from "../terms/holdings";
import type { Holding, Kind } from "./kinds";

/** How this room calls what the table of kinds has. */
const words: Readonly<Record<HoldingKind, Kind>> = {
  loginProfile: "login profile",
  accessKey: "access key",
  signingCertificate: "signing certificate",
  sshPublicKey: "SSH public key",
  serviceSpecificCredential: "service-specific credential",
  mfaDevice: "MFA device",
  inlinePolicy: "inline policy",
  managedPolicy: "managed policy",
  group: "group",
};

const kindOf = new Map(Object.entries(words).map(([kind, word]) => [word, kind as HoldingKind]));

/** Whether the state manages what a user holds. */
export function isManaged(
  { managed }: Pick<PlanPeople, "managed">,
  user: string,
  { kind, id }: Pick<Holding, "kind" | "id">,
): boolean {
  const known = kindOf.get(kind);
  return known !== undefined && managed.has(user, { kind: known, id });
}

/** Everything that the state manages of a user. */
export function managedOf({ managed }: Pick<PlanPeople, "managed">, user: string): Holding[] {
  return managed.of(user).map(({ kind, id }) => ({ kind: words[kind], id }));
}
