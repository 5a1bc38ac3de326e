import type { AccessKey, User } from "../roster/roster";
import { Slots } from "../roster/write/slots";
import { addDays, day, daysBetween } from "../text/iso-date";
import { ofUser, type Refusal, refusal, type Step } from "./step";

/** What IAM says of one access key. Times are ISO. */
export interface KeyInAccount {
  readonly id: string;
  readonly active: boolean;
  readonly created: string;
  /** @default - it was never used */
  readonly used?: { readonly at: string; readonly service: string; readonly region: string };
}

export interface Rotating {
  /** ISO time at which the account was asked. */
  readonly now: string;
  /** What lies in each slot, by the slot's key. A slot that is missing was not applied yet. */
  readonly keys: ReadonlyMap<string, KeyInAccount>;
  /** The slot to replace. @default - the one that is due first */
  readonly slot?: string | undefined;
  /** Id of a key that somebody else has: nothing is waited for. */
  readonly leaked?: string | undefined;
  /** `guards.maxKeyAgeDays`. */
  readonly maxKeyAgeDays: number;
  /** Days for which both keys work at least, from the creation of the new one. */
  readonly overlapDays: number;
  /** Days for which the old key stays, Inactive, before it is removed. */
  readonly recoveryDays: number;
}

/** Last use reaches IAM with a delay that nobody promises: only what is a day old is proven (facts/lifecycle.md, 6). */
const PROVEN_AFTER_DAYS = 1;

/**
 * The next step of a rotation: a new slot, the old key Inactive, the old key gone; each is one change, applied before the next.
 */
export function rotate(user: User, rotating: Rotating): Step | Refusal {
  const { accessKeys, key } = user;
  if (accessKeys.length === 0) return refusal(`${key} has no access key`);
  if (user.suspended !== undefined) return refusal(`${key} is suspended: its keys are Inactive, and none is rotated`);
  const missing = accessKeys.filter((slot) => !rotating.keys.has(slot.key));
  if (missing.length > 0)
    return refusal(
      `${slotsOf(key, missing)} of the roster ${missing.length === 1 ? "is" : "are"} not in the state: roster deploy comes first`,
    );
  const old = oldSlot(user, rotating);
  if ("kind" in old) return old;
  const other = accessKeys.find((slot) => slot.key !== old.key);
  if (other === undefined) return addSlot(user, old, rotating);
  return old.status === "Inactive" ? removeSlot(user, old, rotating) : deactivate(user, old, other, rotating);
}

function oldSlot({ accessKeys, key }: User, { slot, leaked, keys }: Rotating): AccessKey | Refusal {
  if (leaked !== undefined) {
    const found = accessKeys.find((one) => keys.get(one.key)?.id === leaked);
    if (found !== undefined) return found;
    return refusal(`${key} has no access key ${leaked} in the roster: roster preflight names what is unmanaged`);
  }
  if (slot !== undefined) {
    const found = accessKeys.find((one) => one.key === slot);
    if (found !== undefined) return found;
    return refusal(`${key} has no access key slot ${slot}; its slots: ${accessKeys.map((one) => one.key).join(", ")}`);
  }
  // An older rotation is finished first; then the older key goes.
  const createdOf = (one: AccessKey) => keys.get(one.key)?.created ?? "";
  const [first] = accessKeys.toSorted(
    (one, two) =>
      Number(one.status !== "Inactive") - Number(two.status !== "Inactive") ||
      (createdOf(one) < createdOf(two) ? -1 : 1),
  );
  return first ?? refusal(`${key} has no access key`);
}

/** The new key. Its day of rotation counts from today, not from when the old one was due, so that being late is not kept. */
function addSlot({ key, accessKeys }: User, old: AccessKey, { now, leaked, maxKeyAgeDays }: Rotating): Step {
  const slot = new Slots(accessKeys.map((one) => one.key)).letter();
  const value = { ...(old.pgpKey?.startsWith("keybase:") ? { pgpKey: old.pgpKey } : {}) };
  const added = ofUser(key, ["accessKeys", slot], { ...value, rotateBy: addDays(day(now), maxKeyAgeDays) });
  if (leaked === undefined)
    return {
      kind: "step",
      changes: [added],
      said: [`${key}: access key ${slot} is created, ${old.key} keeps working`],
      next: [`roster deploy, then hand over ${slot}`, `roster rotate ${key}, when nothing uses ${old.key} any more`],
    };
  return {
    kind: "step",
    changes: [added, ...inactive(key, old, now)],
    said: [`${key}: ${leaked} in slot ${old.key} stops working at this apply, and ${slot} is created with it`],
    next: [`roster deploy at once, then hand over ${slot}`, `roster rotate ${key}, to remove ${old.key}`],
  };
}

function deactivate({ key }: User, old: AccessKey, other: AccessKey, rotating: Rotating): Step | Refusal {
  const { now, keys, leaked, overlapDays } = rotating;
  const [gone, stays] = [keys.get(old.key), keys.get(other.key)];
  if (gone === undefined || stays === undefined) return refusal(`${key}: nobody knows which key lies in which slot`);
  const step = (): Step => ({
    kind: "step",
    changes: inactive(key, old, now),
    said: [`${key}: access key ${old.key} becomes Inactive (${useOf(gone)}), ${other.key} is not touched`],
    next: [`roster deploy; whoever complains: take status and inactiveSince of ${old.key} away again`],
  });
  if (leaked !== undefined) return step();
  if (other.status === "Inactive") return refusal(`${key}: ${other.key} is Inactive, so ${old.key} is the only one`);
  const reasons: string[] = [];
  const worksFor = daysBetween(day(stays.created), day(now));
  if (worksFor < overlapDays)
    reasons.push(
      `${key}: ${other.key} was created on ${day(stays.created)}; both work for ${overlapDays} days, until ${addDays(day(stays.created), overlapDays)}`,
    );
  if (isInUse(gone, rotating))
    reasons.push(
      isInUse(stays, rotating)
        ? `${key}: both keys are in use: ${old.key} ${useOf(gone)}, ${other.key} ${useOf(stays)}`
        : `${key}: ${old.key} is still in use: ${useOf(gone)}; ${other.key}: ${useOf(stays)}`,
    );
  return reasons.length === 0 ? step() : refusal(...reasons);
}

/** IAM does not keep since when a key is Inactive: the roster does, for the step after it. */
function inactive(key: string, old: AccessKey, now: string) {
  return [
    ofUser(key, ["accessKeys", old.key, "status"], "Inactive"),
    ofUser(key, ["accessKeys", old.key, "inactiveSince"], day(now)),
  ];
}

function removeSlot({ key }: User, old: AccessKey, { now, keys, recoveryDays, leaked }: Rotating): Step | Refusal {
  const found = keys.get(old.key);
  if (found?.active === true)
    return refusal(`${key}: ${old.key} is Inactive in the roster and Active in the account: roster deploy comes first`);
  const since = old.inactiveSince;
  if (leaked === undefined && since === undefined)
    return refusal(
      `${key}: nobody knows since when ${old.key} is Inactive, IAM does not say: add inactiveSince: ${day(now)}`,
    );
  if (leaked === undefined && since !== undefined && daysBetween(since, day(now)) < recoveryDays)
    return refusal(
      `${key}: ${old.key} is Inactive since ${since}; it is kept for ${recoveryDays} days, until ${addDays(since, recoveryDays)}, so that it can come back`,
    );
  return {
    kind: "step",
    changes: [ofUser(key, ["accessKeys", old.key], undefined)],
    said: [`${key}: access key ${old.key} is deleted${found === undefined ? "" : ` (${useOf(found)})`}`],
    next: ["roster deploy"],
  };
}

/** Whether it was used during the overlap, or so lately that nobody can tell. */
function isInUse({ used }: KeyInAccount, { now, overlapDays }: Rotating): boolean {
  return used !== undefined && daysBetween(day(used.at), day(now)) < overlapDays + PROVEN_AFTER_DAYS;
}

/** `last used on 2026-11-20, for s3 in eu-west-1`. */
function useOf({ used }: KeyInAccount): string {
  if (used === undefined) return "never used";
  const { at, service, region } = used;
  const known = (text: string) => text !== "" && text !== "N/A";
  const what = known(service) ? ` for ${service}${known(region) ? ` in ${region}` : ""}` : "";
  return `last used on ${day(at)}${what}`;
}

const slotsOf = (key: string, slots: readonly AccessKey[]) =>
  `${slots.length === 1 ? "slot" : "slots"} ${slots.map((slot) => slot.key).join(", ")} of ${key}`;
