import { resolve } from "node:path";
import { nameIn } from "../../files/within";
import type { Pending } from "../../leaving/pending/pending";
import { type PendingPlace, pendingPlace } from "../../leaving/pending/place";
import type { Roster } from "../../roster/index";
import type { Binary } from "../../terraform/binary";
import { describeLock, type StateLock } from "../../terraform/state-lock";
import type { Workspace } from "../../terraform/workspace";
import { printable } from "../../text/printable";
import { type Context, UsageError } from "../command";
import { type Damage, damageOf, notedIn } from "./damage";
import { StateDamaged } from "./damaged";
import { describeDamage } from "./describe-damage";
import { findDamage } from "./find-damage";
import { foreignState, type Owning } from "./foreign-state";
import { type LocalState, localStateOf } from "./local-state";
import { remoteDamage } from "./remote-damage";
import { goOnWithout, type Restored, restoreFrom } from "./restore";
import { isUsable, notable, type Seen, see, versionOf } from "./sight";
import { storedNow } from "./stored";
import { storeUnsaved } from "./unsaved-state";

export interface SettleOptions extends Pick<Context, "cwd" | "env" | "signal" | "terminal"> {
  readonly roster: Pick<Roster, "backend" | "stack">;
  readonly project: string;
  /** The folder of the stack. */
  readonly folder: string;
  readonly binary: Binary;
  readonly auditFile: string;
  /** The command that mends this roster: `roster adopt --mend`. */
  readonly mending: string;
  /** Whose the state has to be. */
  readonly owning: Owning;
  /** Whether a damaged state may be replaced or left behind. @default - it stops whatever is done */
  readonly mend: boolean;
  /** The copy to go on with, as it was given. */
  readonly from: string | undefined;
}

/**
 * Comes before the state of a stack is read for an adoption: nothing is adopted with one that is damaged. To mend it, a copy is
 * put in its place, or it is left behind; nothing is overwritten. A state of a remote backend comes after the init.
 * @throws StateDamaged, StateLocked, UsageError
 */
export async function settleLocalState(options: SettleOptions): Promise<void> {
  const { roster, project, folder, env, signal, mend, from, binary, terminal } = options;
  const state = localStateOf(roster.backend, { project, folder, env });
  if (state === undefined) {
    if (from === undefined) return;
    throw new UsageError(
      `--state-from is for a state on this machine, and this roster has the backend ${roster.backend.kind}: put the state back there (terraform state push), then roster adopt --mend`,
    );
  }
  const place = placeOf(options);
  const record = await place.read();
  const onLocked = (lock: StateLock) => terminal.say(`waiting: ${describeLock(lock)}`);
  const damage = await findDamage(state, { record, binary, env, signal, folder, onLocked });
  const copy = from === undefined ? undefined : copyOf(from, record, options);
  if (damage === undefined) {
    if (copy !== undefined) requireSame(copy, state, options);
    return;
  }
  if (!mend || (copy === undefined && damage.best !== undefined))
    throw new StateDamaged(describeDamage(damage, { stack: roster.stack, ...options }));
  const restored = settle(damage, copy, state);
  await note(place, record, see(state.file));
  tell(restored, copy, state, options);
}

/**
 * What is to be settled once Terraform knows its backend: the state must not be another roster's. To mend, what an earlier apply could
 * not store is stored, and of every backend but the local one the state that is there is gone on with.
 * @throws StateDamaged
 */
export async function settleBackendState(workspace: Workspace, options: SettleOptions): Promise<void> {
  const { roster, folder, signal, mend, mending, owning, terminal } = options;
  const onLocked = (lock: StateLock) => terminal.say(`waiting: ${describeLock(lock)}`);
  const pending = () => placeOf(options).read();
  const stored = mend ? await storeUnsaved(workspace, { folder, signal, onLocked, pending }) : undefined;
  if (stored !== undefined) terminal.say(stored);
  const local = localStateOf(roster.backend, options);
  const seen = await storedNow(workspace, local, signal);
  const foreign = foreignState(seen, owning);
  if (foreign !== undefined) throw new StateDamaged(foreign);
  if (local !== undefined) return;
  const place = placeOf(options);
  const record = await place.read();
  const damage = remoteDamage(seen, record, { stack: roster.stack, mending });
  if (damage === undefined) return;
  if (!mend) throw new StateDamaged(damage);
  await note(place, record, seen);
}

function placeOf({ roster: { backend, stack }, project, auditFile, env, signal }: SettleOptions): PendingPlace {
  return pendingPlace({ backend, stack, project, auditFile, env, signal });
}

/** @throws UsageError for a file that Terraform could not go on with, or that is of another state than the one that was noted */
function copyOf(from: string, record: Pending | undefined, { cwd, owning }: SettleOptions): string {
  const file = resolve(cwd, from);
  const seen = see(file);
  const refuse = (why: string) => {
    throw new UsageError(`--state-from ${printable(from)}: ${why}`);
  };
  if (seen.kind === "absent") refuse("there is no such file");
  if (!isUsable(seen)) refuse("it is damaged itself: it is not a state as Terraform writes it");
  const [noted, version] = [notedIn(record), versionOf(seen)];
  if (noted !== undefined && version !== undefined && noted.lineage !== version.lineage)
    refuse(
      `it is another state: its lineage is ${version.lineage}, and the apply that was interrupted began with ${noted.lineage}`,
    );
  const foreign = foreignState(seen, owning);
  if (foreign !== undefined) refuse(foreign);
  return file;
}

/** What was begun and interrupted may be said again; a state that is whole is not replaced. */
function requireSame(copy: string, state: LocalState, { cwd }: SettleOptions): void {
  const [there, given] = [versionOf(see(state.file)), versionOf(see(copy))];
  if (there?.lineage === given?.lineage && there?.serial === given?.serial) return;
  throw new UsageError(
    `--state-from: ${printable(nameIn(cwd, state.file))} is whole and not older than what is known of it, and it is not replaced; give --mend alone`,
  );
}

function settle(damage: Damage, copy: string | undefined, state: LocalState): Restored {
  return copy === undefined || copy === state.file ? goOnWithout(damage, state) : restoreFrom(copy, damage, state);
}

/** The next deploy must not take the state that was chosen for damage again. */
async function note(place: PendingPlace, record: Pending | undefined, seen: Seen): Promise<void> {
  if (record === undefined || damageOf({ file: "", state: seen, copies: [] }, record) === undefined) return;
  const { state: _, ...rest } = record;
  const version = notable(seen);
  await place.write(version === undefined ? rest : { ...rest, state: version });
}

function tell(
  { aside, copiesAside }: Restored,
  copy: string | undefined,
  { file }: LocalState,
  { cwd, terminal }: SettleOptions,
): void {
  const name = (path: string) => nameIn(cwd, path);
  if (copy !== undefined && copy !== file) terminal.say(`${name(file)} is now what ${name(copy)} has`);
  else if (see(file).kind === "absent") terminal.say(`going on without ${name(file)}`);
  else terminal.say(`going on with ${name(file)} as it is`);
  const kept = [...(aside === undefined ? [] : [aside]), ...copiesAside].map(name);
  if (kept.length > 0)
    terminal.say(
      `kept: ${kept.join(", ")}; states hold secrets: delete what you do not need once the account is as the roster says`,
    );
}
