import type { Pending } from "../../leaving/pending/pending";
import { printable } from "../../text/printable";
import { type Damage, damageOf, notedIn } from "./damage";
import { notProved, type Telling } from "./describe-damage";
import { type Seen, versionOf } from "./sight";

/**
 * What is wrong with a state that a remote backend has: an older version of it, or another state, was put in its place since an
 * apply began that was not proved.
 * @param record what was noted before that apply
 * @returns what to tell. @default - undefined: nothing is
 */
export function remoteDamage(
  seen: Seen,
  record: Pending | undefined,
  { stack, mending }: Omit<Telling, "cwd">,
): string | undefined {
  const noted = notedIn(record);
  if (record === undefined || noted === undefined) return undefined;
  const damage = damageOf({ file: "", state: seen, copies: [] }, record);
  if (damage === undefined) return undefined;
  return [
    `the state of the stack ${stack} ${wrong(damage.kind, seen)}. Nothing was planned, nothing was changed.`,
    `An apply that began at ${record.begunAt} has not been proved yet; the state had serial ${noted.serial} then${notProved(record)}. If the backend keeps versions, put that one or a newer one back first.`,
    `Next: ${mending}`,
  ]
    .map((line) => printable(line))
    .join("\n   ");
}

function wrong(kind: Damage["kind"], state: Seen): string {
  const words: { readonly [Kind in Damage["kind"]]: string } = {
    missing: "is missing",
    empty: "is empty",
    cut: "is damaged: it is not the JSON that Terraform writes",
    older: `is older than it was: it has serial ${versionOf(state)?.serial}`,
    other: "is another state than the one that was there before: it has another lineage",
  };
  return words[kind];
}
