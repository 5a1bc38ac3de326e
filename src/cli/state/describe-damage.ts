import { nameIn } from "../../files/within";
import type { Pending } from "../../leaving/pending/pending";
import { count, listed } from "../../text/count";
import { printable } from "../../text/printable";
import { shellWord } from "../../text/shell-word";
import { type Damage, notedIn, onlyIn } from "./damage";
import { type Copy, isUsable, type Seen } from "./sight";

export interface Telling {
  readonly stack: string;
  /** The folder that people are in: files are named relative to it. */
  readonly cwd: string;
  /** The command that mends this roster: `roster adopt --mend`. */
  readonly mending: string;
}

/** What is wrong, what each copy knows, and the one next command. */
export function describeDamage(damage: Damage, { stack, cwd, mending }: Telling): string {
  const { sight, record, best } = damage;
  const name = (file: string) => nameIn(cwd, file);
  const noted = notedIn(record);
  return [
    `${wrong(damage, name(sight.file), stack)}. Nothing was planned, nothing was changed.`,
    ...(isUsable(sight.state) ? [`${name(sight.file)}, what is there now: ${knowledge(sight.state)}`] : []),
    ...sight.copies.map((copy) => `${name(copy.file)}, ${origins[copy.by]}: ${knowledge(copy.seen, sight.state)}`),
    ...(record === undefined
      ? []
      : [`An apply that began at ${record.begunAt} has not been proved yet${began(noted)}${notProved(record)}.`]),
    ...(best === undefined
      ? [nothingBetter(sight.state), `Next: ${mending}`]
      : [
          "What the interrupted apply created after that copy is imported from the account.",
          `Next: ${mending} --state-from ${shellWord(name(best.file))}`,
        ]),
  ]
    .map((line) => printable(line))
    .join("\n   ");
}

const origins: { readonly [Who in Copy["by"]]: string } = {
  roster: "the copy that roster made before an apply",
  terraform: "Terraform's backup",
  errored: "what Terraform could not store",
};

function wrong({ kind, sight }: Damage, file: string, stack: string): string {
  const state = `the state of the stack ${stack}`;
  switch (kind) {
    case "missing":
      return `${file}, ${state}, is missing`;
    case "empty":
      return `${file}, ${state}, is empty`;
    case "cut":
      return `${file}, ${state}, is damaged: it is not the JSON that Terraform writes`;
    case "older":
      return `${file}, ${state}, is older than ${sight.copies.length === 0 ? "it was before" : "what is known of it"}`;
    case "other":
      return `${file}, ${state}, is another state than the one that was there before: it has another lineage`;
  }
}

/** @param there the state, to compare it with */
function knowledge(seen: Seen, there?: Seen): string {
  switch (seen.kind) {
    case "whole":
      return [
        `serial ${seen.version.serial}, ${count(seen.resources, "resource")}, ${count(seen.users.length, "user")}`,
        ...(there?.kind === "whole"
          ? [
              more(seen.resources - there.resources),
              named("only here", onlyIn(seen.users, there.users)),
              named("not here", onlyIn(there.users, seen.users)),
            ]
          : [seen.users.length === 0 ? "" : ` (${listed(seen.users)})`]),
      ].join("");
    case "encrypted":
      return `encrypted${seen.version === undefined ? "" : `, serial ${seen.version.serial}`}`;
    case "cut":
      return "damaged";
    case "unreadable":
      return `it cannot be read (${seen.why})`;
    default:
      return "empty";
  }
}

function more(difference: number): string {
  if (difference === 0) return "";
  return `, ${Math.abs(difference)} ${difference > 0 ? "more" : "fewer"}`;
}

function named(where: string, users: readonly string[]): string {
  return users.length === 0 ? "" : `; ${where}: ${listed(users)}`;
}

function began(noted: ReturnType<typeof notedIn>): string {
  return noted === undefined ? "" : `; the state had serial ${noted.serial} then`;
}

/** Who may be in the account, and in nobody's list. */
export function notProved({ leavers }: Pick<Pending, "leavers">): string {
  if (leavers.length === 0) return "";
  const names = leavers.map(({ name, userId }) => (userId === undefined ? name : `${name} (${userId})`));
  return `; not proved gone: ${names.join(", ")}`;
}

function nothingBetter(state: Seen): string {
  return isUsable(state)
    ? "No better copy is known. adopt --mend goes on with the state that is there, and imports what it lacks from the account, and who was leaving."
    : "No copy of it is known. adopt --mend keeps the file, goes on without it, and imports from the account what the roster has, and who was leaving.";
}
