import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Excluded, PolicyAdoption, UserAdoption } from "../../adopt/adoption";
import { type Diagnostic, loadRoster } from "../../roster/index";
import { yamlLines } from "../../roster/write/block";
import { addressOf } from "../../terms/addresses";
import { factsOf, kinds, slotKinds } from "../../terms/kinds";
import { checkRoster } from "../check";
import type { RosterFile } from "../project";
import { type AdoptionPlan, userId } from "./adopt";
import type { Proof } from "./proof";

/** Policies that no entry can express, by ARN: the schema or a guard would refuse what AWS has. */
export function unsayablePolicies(policies: readonly PolicyAdoption[], today: Date): Promise<Excluded> {
  const fresh = policies.flatMap(({ key, arn, entry }) =>
    entry === undefined ? [] : [[arn, { policies: { [key]: entry }, users: {} }] as const],
  );
  return refused(fresh, async (file) => (await checkRoster(file, { today })).diagnostics);
}

/** Users that no entry can express, by `userId`: one of their inline policies, say, is older than the schema. */
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
      if (error !== undefined) excluded.set(id, `no entry can express it, ${error.message}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return excluded;
}

/**
 * Credentials that the adoption wanted to add, and that a plan would replace because their text cannot be written as
 * IAM has it: they are better left outside than everybody with them. By the id of their import.
 */
export function replacedTexts({ wrong }: Proof, { users, imports }: AdoptionPlan): Excluded {
  const exact = new Map(
    users.flatMap(({ key, patch }) =>
      slotKinds.flatMap((kind) => {
        const slots: object = patch[kinds[kind].section] ?? {};
        const address = (slot: string) => `${kinds[kind].type}.${addressOf(key, slot)}`;
        return Object.keys(slots).map((slot) => [address(slot), factsOf(kind).exact] as const);
      }),
    ),
  );
  const replaced = wrong.filter(({ action, address, attributes: [first] }) => {
    return action === "replace" && first !== undefined && exact.get(address) === first;
  });
  const idOf = new Map(imports.map(({ to, id }) => [to, id]));
  return new Map(
    replaced.map((change) => [
      idOf.get(change.address) ?? "",
      "Terraform would replace it, whatever text the entry has; it stays as it is, outside the roster",
    ]),
  );
}
