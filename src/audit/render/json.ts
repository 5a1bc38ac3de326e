import { jsonDocument } from "../../text/json";
import type { Audit } from "../audit";

/** For programs: one document, its shape kept by `schemaVersion`. */
export function renderJson(audit: Audit): string {
  const { rules, ...rest } = audit;
  const counts = Object.fromEntries(
    rules.map(({ id }) => [id, rest.findings.filter((finding) => finding.id === id).length]),
  );
  return jsonDocument({ schemaVersion: 1, ...rest, counts, rules });
}
