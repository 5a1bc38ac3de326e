import { Interrupted } from "./failures";

/** Calls at a time, unless somebody says otherwise. */
export const DEFAULT_CONCURRENCY = 8;

/**
 * Lets so many calls run at a time. A throttled call halves the number, a run of calls without one raises it by one
 * (additive increase, multiplicative decrease, as TCP does), up to where it began.
 */
export class Limiter {
  private limit: number;
  private running = 0;
  private good = 0;
  private slowedAt = Number.NEGATIVE_INFINITY;
  private readonly waiting: (() => void)[] = [];

  public constructor(private readonly most: number) {
    if (!Number.isInteger(most) || most < 1) throw new RangeError(`concurrency must be a whole number from 1: ${most}`);
    this.limit = most;
  }

  /** How many may run at this moment. */
  public get current(): number {
    return this.limit;
  }

  public async run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    while (this.running >= this.limit) await new Promise<void>((resolve) => this.waiting.push(resolve));
    if (signal?.aborted) {
      this.waiting.shift()?.();
      throw new Interrupted();
    }
    this.running++;
    try {
      return await work();
    } finally {
      this.running--;
      this.waiting.shift()?.();
    }
  }

  /** Calls that were under way together are throttled together: that counts once. @param began when the request went out */
  public throttled(began: number): void {
    this.good = 0;
    if (began <= this.slowedAt) return;
    this.limit = Math.max(1, Math.floor(this.limit / 2));
    this.slowedAt = performance.now();
  }

  public answered(): void {
    this.good++;
    if (this.good < this.limit * 2 || this.limit >= this.most) return;
    this.limit++;
    this.good = 0;
    this.waiting.shift()?.();
  }
}

/**
 * Runs `work` over the items, so many at a time, and keeps their order. The first failure ends it: what runs is
 * awaited, nothing new is begun.
 */
export async function mapLimited<T, R>(
  items: readonly T[],
  atATime: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  let failed = false;
  const runner = async () => {
    while (next < items.length && !failed) {
      const index = next++;
      try {
        results[index] = await work(items[index] as T, index);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: Math.min(atATime, items.length) }, runner));
  for (const one of ended) if (one.status === "rejected") throw one.reason;
  return results;
}
