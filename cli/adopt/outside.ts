import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { address } from "../../constructs/addresses";
import type { Excluded, PolicyAdoption } from "../../live/adopt/adoption";
import { yamlLines } from "../../live/adopt/yaml-block";
import { checkRoster } from "../check";
import type { AdoptionPlan } from "./adopt";
import type { Proof } from "./proof";

/** Policies that no entry can say, by ARN: the schema or a guard would refuse what AWS has. */
export async function unsayablePolicies(policies: readonly PolicyAdoption[], today: Date): Promise<Excluded> {
  const excluded = new Map<string, string>();
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "roster-adopt-policy-"));
  try {
    for (const { key, arn, entry } of policies) {
      if (entry === undefined) continue;
      const lines = yamlLines({ version: 1, policies: { [key]: entry }, users: {} }, 0);
      const path = join(folder, "users.yaml");
      writeFileSync(path, `${lines.join("\n")}\n`);
      const { diagnostics } = await checkRoster({ path, name: "users.yaml" }, { today });
      const error = diagnostics.find(({ severity }) => severity === "error");
      if (error !== undefined) excluded.set(arn, `no entry can say it, ${error.message}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return excluded;
}

/** The attribute whose text the provider compares to the letter, by type. */
const TEXTS: Readonly<Record<string, string>> = {
  aws_iam_signing_certificate: "certificate_body",
  aws_iam_user_ssh_key: "public_key",
};

/**
 * Credentials that the adoption wanted to add, and that a plan would replace because their text cannot be written as
 * IAM has it: they are better left outside than everybody with them. By the id of their import.
 */
export function replacedTexts({ wrong }: Proof, { users, imports }: AdoptionPlan): Excluded {
  const added = new Set(
    users.flatMap(({ key, patch }) => [
      ...Object.keys(patch.signingCertificates ?? {}).map(
        (slot) => `aws_iam_signing_certificate.${address(key, slot)}`,
      ),
      ...Object.keys(patch.sshPublicKeys ?? {}).map((slot) => `aws_iam_user_ssh_key.${address(key, slot)}`),
    ]),
  );
  const replaced = wrong.filter(
    (change) =>
      change.action === "replace" &&
      added.has(change.address) &&
      change.attributes[0] === TEXTS[change.address.slice(0, change.address.indexOf("."))],
  );
  const idOf = new Map(imports.map(({ to, id }) => [to, id]));
  return new Map(
    replaced.map((change) => [
      idOf.get(change.address) ?? "",
      "Terraform would replace it, whatever the entry says of its text; it stays as it is, outside the roster",
    ]),
  );
}
