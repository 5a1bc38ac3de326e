import { AwsError } from "./errors";

/** What a sandbox shall do wrong. Actions are named as IAM names them, `DeleteUser`; `deny` takes `iam:ListUsers`. */
export interface FaultSpec {
  /** Share of the calls that are answered with Throttling, 0 to 1. @default 0 */
  readonly throttle?: number;
  /** Start of the random numbers behind `throttle`; the same seed throttles the same calls. @default 1 */
  readonly seed?: number;
  /** How often the response of an action is lost after its write took effect. */
  readonly lostResponse?: Readonly<Record<string, number>>;
  /** Actions that are denied to everyone. */
  readonly deny?: readonly string[];
  /** How long a new entity cannot be seen, in milliseconds. @default 0 */
  readonly propagationMs?: number;
  /** How many calls that change or delete a new login profile are refused with EntityTemporarilyUnmodifiable. @default 0 */
  readonly loginProfileTemporary?: number;
  /** How many calls of an action are refused with ConcurrentModification. */
  readonly concurrentModification?: Readonly<Record<string, number>>;
}

const KNOWN = "throttle, seed, lost-response, deny, propagation, login-profile-temporary, concurrent-modification";

function wrong(text: string, allowed: string): RangeError {
  return new RangeError(`fault "${text}": ${allowed}`);
}

function readNumber(text: string, value: string, max: number, allowed: string): number {
  const number = Number(value);
  if (value.trim() === "" || !Number.isFinite(number) || number < 0 || number > max) throw wrong(text, allowed);
  return number;
}

function readDuration(text: string, value: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(value);
  if (!match) throw wrong(text, "write a duration such as 500ms, 2s or 1m");
  const unit = { ms: 1, s: 1000, m: 60_000 }[match[2] ?? "s"] ?? 1000;
  return Number(match[1]) * unit;
}

function readTimes(text: string, value: string): Record<string, number> {
  const out: Record<string, number> = Object.create(null);
  for (const part of value.split("+")) {
    const match = /^(?:[a-z0-9]+:)?([A-Za-z]+)(?::(\d+))?$/.exec(part);
    if (!match?.[1]) throw wrong(text, "write actions and how often, such as DeleteUser or CreateUser:2+DeleteUser");
    out[match[1]] = Number(match[2] ?? "1");
  }
  return out;
}

function readActions(text: string, value: string): string[] {
  const actions = value.split("+");
  for (const action of actions) {
    if (!/^[a-z0-9]+:[A-Za-z]+$/.test(action))
      throw wrong(text, "write actions with their service, such as iam:ListUsers");
  }
  return actions;
}

/**
 * Reads the text of a `--faults` flag, such as `throttle=0.2,lost-response=DeleteUser,propagation=1s`.
 * @throws RangeError that says which part is wrong and what is allowed
 */
export function parseFaults(text: string): FaultSpec {
  const spec: { -readonly [Key in keyof FaultSpec]: FaultSpec[Key] } = {};
  for (const part of text.split(",").filter((item) => item.trim() !== "")) {
    const cut = part.indexOf("=");
    const name = part.slice(0, cut < 0 ? undefined : cut).trim();
    const value = cut < 0 ? "" : part.slice(cut + 1).trim();
    if (name === "throttle") spec.throttle = readNumber(part, value, 1, "write a share between 0 and 1");
    else if (name === "seed") spec.seed = readNumber(part, value, 2 ** 31, "write a whole number");
    else if (name === "deny") spec.deny = readActions(part, value);
    else if (name === "propagation") spec.propagationMs = readDuration(part, value);
    else if (name === "login-profile-temporary")
      spec.loginProfileTemporary = readNumber(part, value, 1000, "write a number of calls");
    else if (name === "lost-response") spec.lostResponse = readTimes(part, value);
    else if (name === "concurrent-modification") spec.concurrentModification = readTimes(part, value);
    else throw wrong(part, `known faults are ${KNOWN}`);
  }
  return spec;
}

/** A small generator of random numbers (mulberry32): faults must be the same in every run. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function takeOne(times: Map<string, number>, action: string): boolean {
  const left = times.get(action) ?? 0;
  if (left > 0) times.set(action, left - 1);
  return left > 0;
}

/** The faults of one sandbox at work. */
export class Faults {
  private readonly random: () => number;
  private readonly lost: Map<string, number>;
  private readonly concurrent: Map<string, number>;
  private readonly born = new Map<string, number>();
  private readonly refusals = new Map<string, number>();

  constructor(private readonly spec: FaultSpec = {}) {
    this.random = randomNumbers(spec.seed ?? 1);
    this.lost = new Map(Object.entries(spec.lostResponse ?? {}));
    this.concurrent = new Map(Object.entries(spec.concurrentModification ?? {}));
  }

  throttles(): boolean {
    return this.spec.throttle !== undefined && this.spec.throttle > 0 && this.random() < this.spec.throttle;
  }

  /** @param action with its service, `iam:ListUsers` */
  denies(action: string): boolean {
    return this.spec.deny?.includes(action) ?? false;
  }

  /** Refuses an action that shall meet a concurrent modification, before it has any effect. */
  refuseConcurrent(action: string): void {
    if (!takeOne(this.concurrent, action)) return;
    throw new AwsError(
      409,
      "ConcurrentModification",
      "The request was rejected because multiple requests to change this object were submitted simultaneously. Wait a few minutes and submit your request again.",
    );
  }

  losesResponse(action: string): boolean {
    return takeOne(this.lost, action);
  }

  /** Notes the birth of an entity, `user/alice`, so that it stays unseen for the time of propagation. */
  created(entity: string, now: Date): void {
    if (this.spec.propagationMs) this.born.set(entity, now.getTime());
    if (entity.startsWith("loginProfile/")) this.refusals.set(entity, this.spec.loginProfileTemporary ?? 0);
  }

  hides(entity: string, now: Date): boolean {
    if (!this.spec.propagationMs) return false;
    const born = this.born.get(entity);
    const isHidden = born !== undefined && now.getTime() - born < this.spec.propagationMs;
    if (!isHidden) this.born.delete(entity);
    return isHidden;
  }

  /** AWS refuses at times to touch a login profile that it is still creating; its words are from aws-nuke issue 750. */
  refuseFreshLoginProfile(userName: string, entity: string): void {
    if (!takeOne(this.refusals, entity)) return;
    throw new AwsError(
      409,
      "EntityTemporarilyUnmodifiable",
      `Login Profile for User ${userName} cannot be modified while login profile is being created.`,
    );
  }
}
