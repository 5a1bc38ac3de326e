import type { Change } from "../plan/change";
import { textOf } from "../plan/values";
import { keyBelowOwner } from "../terms/addresses";
import { factsOf, kindOfType, kinds } from "../terms/kinds";
import { defined } from "../text/defined";
import type { Credential, CredentialChange } from "./model/credential";

/** @returns undefined when the change is about no credential */
export function credentialOf(change: Change): Credential | undefined {
  const kind = kindOfType(change.type);
  if (kind === undefined) return undefined;
  const { id, issued, slots, secret } = factsOf(kind);
  const tail = issued ? (textOf(change.before, id) ?? textOf(change.after, id)) : undefined;
  const before = textOf(change.before, "status");
  const after = textOf(change.after, "status");
  const service = textOf(change.after ?? change.before, "service_name");
  const created = textOf(change.before, "create_date");
  const made = change.action === "create" || change.action === "replace";
  return defined({
    kind,
    key: slots ? keyBelowOwner(change) : undefined,
    address: change.address,
    change: changeOf(change, before, after),
    idTail: tail === undefined || tail.length < 8 ? undefined : tail.slice(-4),
    status: before === undefined && after === undefined ? undefined : defined({ before, after }),
    encrypted: made && (secret === "pgp" || secret === "clear") ? isEncrypted(change) : undefined,
    service,
    created,
    forcedBy: change.forcedBy,
    reason: change.reason,
    deposed: change.deposed,
  });
}

function isEncrypted({ after, unknown }: Change): boolean {
  return unknown.has("pgp_key") || (after !== undefined && "pgp_key" in after && after.pgp_key === true);
}

function changeOf(change: Change, before: string | undefined, after: string | undefined): CredentialChange {
  switch (change.action) {
    case "create":
      return "created";
    case "delete":
      return "deleted";
    case "forget":
      return "forgotten";
    case "replace":
      return "replaced";
    default:
      if (change.importing) return "imported";
      if (change.action === "no-op" || change.action === "read") return "kept";
      if (before === "Active" && after === "Inactive") return "made inactive";
      return before === "Inactive" && after === "Active" ? "made active" : "changed";
  }
}

/** `access key laptop …WXYZ`, `password` */
export function credentialName({ kind, key, idTail }: Credential): string {
  return [
    kinds[kind].noun[0],
    ...(key === undefined ? [] : [key]),
    ...(idTail === undefined ? [] : [`…${idTail}`]),
  ].join(" ");
}

/** Whether a key or a password was usable before the plan. */
export function worked({ change, status }: Credential): boolean {
  return change !== "created" && status?.before !== "Inactive";
}

/** The same after it; what Terraform forgets stays usable. */
export function works({ change, status }: Credential): boolean {
  return change !== "deleted" && (change === "forgotten" || status?.after !== "Inactive");
}
