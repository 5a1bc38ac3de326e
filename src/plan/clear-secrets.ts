import { isObject, listIn } from "../text/values";
import type { PlanDocument } from "./accept";

/** Attributes that hold secrets whether a provider marks them or not. Their values are never copied, only missed. */
const secretNames =
  /^(?:secret|secret_key|secret_access_key|secret_string|secret_binary|ses_smtp_password_v4|password|passwd|service_password|service_credential_secret|base_32_string_seed|qr_code_png|private_key|private_key_pem|private_key_openssh|token|auth_token|session_token|client_secret|passphrase|encrypted_.*|.*_password|.*_secret)$/;

/** Secrets that a PGP key protects: in the state on purpose. */
const encrypted = /^encrypted_/;

export function isSecretName(name: string): boolean {
  return secretNames.test(name);
}

/** A secret that stands in the plan without a mark: where, never what. */
export interface ClearSecret {
  readonly address: string;
  readonly type: string;
  readonly attribute: string;
}

/** Secrets in clear that no mark covers, in resources and outputs. */
export function clearSecretsIn(plan: PlanDocument): ClearSecret[] {
  const found = new Map<string, ClearSecret>();
  const add = (address: string, type: string) => (attribute: string) => {
    found.set(`${address} ${attribute}`, { address, type, attribute });
  };
  for (const list of [plan.resource_changes, plan.resource_drift]) {
    for (const entry of listIn(list)) {
      if (!isObject(entry) || !isObject(entry.change)) continue;
      const { change } = entry;
      const report = add(String(entry.address), String(entry.type));
      search(change.before, change.before_sensitive, 0, report);
      search(change.after, change.after_sensitive, 0, report);
    }
  }
  for (const [name, change] of Object.entries(isObject(plan.output_changes) ? plan.output_changes : {})) {
    if (!isObject(change)) continue;
    const report = add(`output.${name}`, "output");
    for (const [value, mark] of [
      [change.before, change.before_sensitive],
      [change.after, change.after_sensitive],
    ]) {
      if (typeof value === "string" && value !== "" && isSecretName(name) && mark !== true) report(name);
      search(value, mark, 0, report);
    }
  }
  return [...found.values()];
}

function search(value: unknown, marks: unknown, depth: number, report: (attribute: string) => void): void {
  if (typeof value !== "object" || value === null || marks === true || depth > 8) return;
  for (const key in value) {
    const inner = (value as Record<string, unknown>)[key];
    if (inner === null || inner === "" || inner === undefined) continue;
    const mark = typeof marks === "object" && marks !== null ? (marks as Record<string, unknown>)[key] : undefined;
    if (typeof inner === "string") {
      if (mark === true) continue;
      if (isSecretName(key) ? !encrypted.test(key) : inner.length > 60 && inner.includes("PRIVATE KEY-----"))
        report(key);
    } else if (typeof inner === "object") search(inner, mark, depth + 1, report);
  }
}
