import type { Pending } from "../../leaving/pending/pending";
import { by } from "../../text/by";
import { type Copy, isUsable, type Seen, type Sight, versionOf } from "./sight";

/** What is wrong with the state as a whole, before Terraform reads it. */
export interface Damage {
  readonly kind: /** Not there, although what lies beside it says that it was. */
    | "missing"
    /** Without a byte: Terraform would take it for no state at all. */
    | "empty"
    /** Not what Terraform writes, or only the beginning. */
    | "cut"
    /** A version of it is known that is newer. */
    | "older"
    /** Another state than the one that was there. */
    | "other";
  readonly sight: Sight;
  readonly record: Pending | undefined;
  /** The copy to go on with. @default - no copy is better than the state */
  readonly best: Copy | undefined;
}

/**
 * Compares a state with what lies beside it, and with what was noted before the apply that was not proved yet.
 * A state that is not there, without a copy and a record, is that of a new project.
 */
export function damageOf(sight: Sight, record: Pending | undefined): Damage | undefined {
  const kind = kindOf(sight, record);
  return kind === undefined ? undefined : { kind, sight, record, best: bestOf(sight, record) };
}

function kindOf({ state, copies }: Sight, record: Pending | undefined): Damage["kind"] | undefined {
  switch (state.kind) {
    case "unreadable":
      // Terraform cannot read it either, and says why.
      return undefined;
    case "absent":
      return copies.length > 0 || hadState(record) ? "missing" : undefined;
    case "empty":
      // Terraform makes such a file to lock it, and one that is killed then leaves it.
      return copies.length > 0 || record !== undefined ? "empty" : undefined;
    case "cut":
      return "cut";
    default:
      return copies.some((copy) => isOtherThan(state, copy)) || isOther(state, record)
        ? "other"
        : copies.some((copy) => isNewerThan(state, copy)) || isOlder(state, record)
          ? "older"
          : undefined;
  }
}

/** A record of an older version does not say what there was: whoever was in it was in a state. */
function hadState(record: Pending | undefined): boolean {
  if (record === undefined) return false;
  const { state, leavers, stayers } = record;
  return state === undefined ? leavers.length + stayers.length > 0 : state !== "none";
}

/** What Terraform could not store is stored first, as long as there is a state that it can be stored over. */
function isNewerThan(state: Seen, { by: who, seen }: Copy): boolean {
  return who !== "errored" && isNewer(seen, state);
}

function isNewer(seen: Seen, than: Seen): boolean {
  const [one, other] = [versionOf(seen), versionOf(than)];
  return one !== undefined && other !== undefined && one.lineage === other.lineage && one.serial > other.serial;
}

/** Terraform's backup of a state that was replaced on purpose stays for a while: it counts where it knows somebody else. */
function isOtherThan(state: Seen, { by: who, seen }: Copy): boolean {
  const [one, other] = [versionOf(seen), versionOf(state)];
  if (one === undefined || other === undefined || one.lineage === other.lineage) return false;
  return who === "roster" || (who === "terraform" && knowsMore(seen, state));
}

function knowsMore(seen: Seen, than: Seen): boolean {
  return seen.kind !== "whole" || than.kind !== "whole" || onlyIn(seen.users, than.users).length > 0;
}

/** Whom the one knows and the other does not; IAM compares names without regard to case. */
export function onlyIn(users: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others.map((name) => name.toLowerCase()));
  return users.filter((name) => !known.has(name.toLowerCase()));
}

function isOlder(state: Seen, record: Pending | undefined): boolean {
  const [noted, version] = [notedIn(record), versionOf(state)];
  return noted !== undefined && version?.lineage === noted.lineage && version.serial < noted.serial;
}

function isOther(state: Seen, record: Pending | undefined): boolean {
  const [noted, version] = [notedIn(record), versionOf(state)];
  return noted !== undefined && version !== undefined && version.lineage !== noted.lineage;
}

/** The version that the record knows. */
export function notedIn(record: Pending | undefined) {
  return record?.state === "none" ? undefined : record?.state;
}

/** The newest of the lineage that was noted, or that our own copy has; of equal ones that which knows most, then our own. */
function bestOf({ state, copies }: Sight, record: Pending | undefined): Copy | undefined {
  const own = copies.find(({ by: who }) => who === "roster");
  const lineage = (notedIn(record) ?? (own === undefined ? undefined : versionOf(own.seen)))?.lineage;
  const better = copies.filter(({ seen }) => {
    const version = versionOf(seen);
    if (!isUsable(seen)) return false;
    if (lineage !== undefined && version !== undefined && version.lineage !== lineage) return false;
    return !isUsable(state) || isNewer(seen, state) || version?.lineage !== versionOf(state)?.lineage;
  });
  const serial = ({ seen }: Copy) => versionOf(seen)?.serial ?? -1;
  const resources = ({ seen }: Copy) => (seen.kind === "whole" ? seen.resources : -1);
  const newestFirst = by<Copy>(
    (copy) => -serial(copy),
    (copy) => -resources(copy),
  );
  return better.toSorted(newestFirst)[0];
}
