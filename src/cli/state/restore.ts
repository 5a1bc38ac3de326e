import { chmodSync, existsSync, linkSync, readFileSync, realpathSync, renameSync, rmSync } from "node:fs";
import { writeWhole } from "../../files/write-whole";
import { type Damage, damageOf } from "./damage";
import type { LocalState } from "./local-state";
import { type Copy, see } from "./sight";

/** What became of the files, for whoever is told. */
export interface Restored {
  /** Where the state was put that was there. @default - there was none, or it stays */
  readonly aside: string | undefined;
  /** Other copies that contradict the state that is there now, under their new names. */
  readonly copiesAside: readonly string[];
}

/**
 * Puts a copy where the state is, and keeps what was there under a new name. Whoever is killed in between leaves what the same
 * command can go on with.
 */
export function restoreFrom(copy: string, damage: Damage, { file }: LocalState): Restored {
  const bytes = readFileSync(copy);
  const place = existsSync(file) ? realpathSync(file) : file;
  const aside = existsSync(place) ? keepAs(place) : undefined;
  writeWhole(place, bytes);
  return { aside, copiesAside: putCopiesAside(damage, file, copy) };
}

/** Goes on with the present state; if Terraform could not read it, without a state. */
export function goOnWithout({ sight, ...damage }: Damage, { file }: LocalState): Restored {
  const usable = damage.kind === "older" || damage.kind === "other";
  const aside = usable || !existsSync(file) ? undefined : putAside(file);
  return { aside, copiesAside: putCopiesAside({ sight, ...damage }, file) };
}

/**
 * A copy that is newer than the state, or of another, would stop the next deploy again, and Terraform would overwrite it; what
 * Terraform could not store would be stored over the state by the next deploy.
 */
function putCopiesAside({ sight }: Damage, file: string, chosen?: string): string[] {
  const state = see(file);
  const contradicts = (copy: Copy) => damageOf({ file, state, copies: [copy] }, undefined) !== undefined;
  return sight.copies
    .filter((copy) => copy.by === "errored" || (copy.file !== chosen && contradicts(copy)))
    .map((copy) => putAside(copy.file));
}

function putAside(file: string): string {
  const name = keepAs(realpathSync(file));
  rmSync(file, { force: true });
  return name;
}

/** `terraform.users.tfstate.damaged-1`, the first that does not exist. */
function freeName(file: string): string {
  for (let number = 1; ; number++) {
    const name = `${file}.damaged-${number}`;
    if (!existsSync(name)) return name;
  }
}

/** Under both names from now on: nothing is lost between one step and the next. It never replaces a file. */
function keepAs(file: string): string {
  const name = freeName(file);
  try {
    linkSync(file, name);
  } catch (error) {
    // Some disks have no links.
    if (existsSync(name)) throw error;
    renameSync(file, name);
  }
  chmodSync(name, 0o600);
  return name;
}
