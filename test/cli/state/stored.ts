import type { Pending } from "../../../src/leaving/pending/pending";
import type { RosterIdentity } from "../../../src/terms/roster-identity";

/** A state as Terraform stores it, of users and nothing else. */
export function stored(serial: number, users: readonly string[], lineage = "a1", identity?: RosterIdentity): string {
  const outputs = identity === undefined ? {} : { roster: { value: identity, type: ["object", {}] } };
  const resources = users.map((name) => ({
    ...{ mode: "managed", type: "aws_iam_user", name },
    instances: [{ attributes: { name, unique_id: `AIDA${name.toUpperCase()}` } }],
  }));
  return `${JSON.stringify({ version: 4, terraform_version: "1.11.4", serial, lineage, outputs, resources }, undefined, 2)}\n`;
}

/** What was noted before an apply that was not proved. */
export function noted(state?: Pending["state"], leavers: readonly string[] = []): Pending {
  return {
    ...{ schemaVersion: 2, stack: "users", accountIds: ["123456789012"], planSha256: "ab12" },
    begunAt: "2026-11-21T12:00:00.000Z",
    ...(state === undefined ? {} : { state }),
    leavers: leavers.map((name) => ({ name, address: `aws_iam_user.${name}`, forceDestroy: false })),
    ...{ devices: [], stayers: [], held: {} },
  };
}
