import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Excluded, PolicyAdoption, UserAdoption } from "../../live/adopt/adoption";
import { type Diagnostic, loadRoster } from "../../roster/index";
import { yamlLines } from "../../roster/write/block";
import { addressOf } from "../../terms/addresses";
import { checkRoster } from "../check";
import type { RosterFile } from "../project";
import { type AdoptionPlan, userId } from "./adopt";
import type { Proof } from "./proof";

/** Policies that no entry can say, by ARN: the schema or a guard would refuse what AWS has. */
export function unsayablePolicies(policies: readonly PolicyAdoption[], today: Date): Promise<Excluded> {
  const fresh = policies.flatMap(({ key, arn, entry }) =>
    entry === undefined ? [] : [[arn, { policies: { [key]: entry }, users: {} }] as const],
  );
  return refused(fresh, async (file) => (await checkRoster(file, { today })).diagnostics);
}

/** Users that no entry can say, by `userId`: one of their inline policies, say, is older than the schema. */
export function unsayableUsers(users: readonly UserAdoption[], today: Date): Promise<Excluded> {
  const fresh = users.flatMap(({ key, name, known, patch }) =>
    known ? [] : [[userId(name), { users: { [key]: patch } }] as const],
  );
  return refused(fresh, async ({ path }) => (await loadRoster(path, { today })).diagnostics);
}

/** Writes each by itself as a roster, and lets it be judged. */
async function refused(
  candidates: readonly (readonly [id: string, roster: object])[],
  judge: (file: RosterFile) => Promise<readonly Diagnostic[]>,
): Promise<Excluded> {
  const excluded = new Map<string, string>();
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "roster-adopt-judge-"));
  try {
    const file = { path: join(folder, "users.yaml"), name: "users.yaml" };
    for (const [id, roster] of candidates) {
      writeFileSync(file.path, `${yamlLines({ version: 1, ...roster }, 0).join("\n")}\n`);
      const error = (await judge(file)).find(({ severity }) => severity === "error");
      if (error !== undefined) excluded.set(id, `no entry can say it, ${error.message}`);
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
        (slot) => `aws_iam_signing_certificate.${addressOf(key, slot)}`,
      ),
      ...Object.keys(patch.sshPublicKeys ?? {}).map((slot) => `aws_iam_user_ssh_key.${addressOf(key, slot)}`),
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
