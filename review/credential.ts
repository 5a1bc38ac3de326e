import { keyBelowOwner } from "../terms/addresses";
import type { Fact } from "./facts";
import type { Credential, CredentialChange, CredentialKind } from "./review";

const kinds: Readonly<
  Record<string, { readonly kind: CredentialKind; readonly id?: string; readonly secret: boolean }>
> = {
  aws_iam_access_key: { kind: "access key", id: "id", secret: true },
  aws_iam_user_login_profile: { kind: "password", secret: true },
  aws_iam_virtual_mfa_device: { kind: "MFA device", secret: false },
  aws_iam_user_ssh_key: { kind: "SSH public key", id: "ssh_public_key_id", secret: false },
  aws_iam_signing_certificate: { kind: "signing certificate", id: "certificate_id", secret: false },
  aws_iam_service_specific_credential: {
    kind: "service-specific credential",
    id: "service_specific_credential_id",
    secret: true,
  },
};

/** @returns undefined when the fact is about no credential */
export function credentialOf(fact: Fact): Credential | undefined {
  const kind = kinds[fact.type];
  if (kind === undefined) return undefined;
  const id = kind.id === undefined ? undefined : (fact.before?.text[kind.id] ?? fact.after?.text[kind.id]);
  const before = fact.before?.text.status;
  const after = fact.after?.text.status;
  const service = (fact.after ?? fact.before)?.text.service_name;
  const created = fact.before?.text.create_date;
  const encrypted = fact.after?.flags.pgp_key === true || fact.unknown.has("pgp_key");
  return {
    kind: kind.kind,
    ...(kind.kind === "password" ? {} : { key: keyBelowOwner(fact) }),
    address: fact.address,
    change: changeOf(fact, before, after),
    ...(id === undefined || id.length < 8 ? {} : { idTail: id.slice(-4) }),
    ...(before === undefined && after === undefined
      ? {}
      : { status: { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) } }),
    ...(kind.secret && (fact.action === "create" || fact.action === "replace") ? { encrypted } : {}),
    ...(service === undefined ? {} : { service }),
    ...(created === undefined ? {} : { created }),
    forcedBy: fact.forcedBy,
    ...(fact.reason === undefined ? {} : { reason: fact.reason }),
    deposed: fact.deposed,
  };
}

function changeOf(fact: Fact, before: string | undefined, after: string | undefined): CredentialChange {
  switch (fact.action) {
    case "create":
      return "born";
    case "delete":
      return "dies";
    case "forget":
      return "forgotten";
    case "replace":
      return "re-issued";
    default:
      if (fact.importing) return "imported";
      if (fact.action === "no-op" || fact.action === "read") return "kept";
      if (before === "Active" && after === "Inactive") return "made inactive";
      return before === "Inactive" && after === "Active" ? "made active" : "changed";
  }
}

/** `access key laptop …WXYZ`, `password` */
export function credentialName({ kind, key, idTail }: Credential): string {
  return [kind, ...(key === undefined ? [] : [key]), ...(idTail === undefined ? [] : [`…${idTail}`])].join(" ");
}
