import { by } from "../text/by";
import type { Action, Input, Output } from "./actions";
import { Clients, type Connection, regionOf } from "./clients";
import { DEFAULT_CONCURRENCY, Limiter } from "./concurrency";
import { CallFailed, failureOf, isThrottled } from "./failures";
import { isPassing, PATIENCE, type Patience, waitBefore } from "./retry";

export type { Action, Input, Output } from "./actions";
export type { Connection } from "./clients";

/** What questions and commands know of an account. A test may fake it; the sandbox serves the real one. */
export interface LiveAccount {
  /** Where regional services are asked unless a call says otherwise. */
  readonly region: string;
  /**
   * One call, retried while it is throttled or its answer is lost.
   * @throws AccessDenied, CallFailed, Interrupted
   */
  call<A extends Action>(action: A, input: Input<A>, options?: CallOptions): Promise<Output<A>>;
}

export interface CallOptions {
  /** For KMS, CloudTrail and S3. @default - the account's region */
  readonly region?: string | undefined;
}

export interface AccountOptions extends Connection {
  /** Calls at a time. @default 8 */
  readonly concurrency?: number | undefined;
  /** How long a busy account is asked again. @default - 10 attempts, the first wait 0.2 s */
  readonly patience?: Patience | undefined;
  /** Called after each answer, with how many there were. @default - none */
  readonly onCall?: ((action: string, calls: number) => void) | undefined;
  /** Ends it: no call is begun after that. @default - none */
  readonly signal?: AbortSignal | undefined;
}

/** The account behind the SDK, with what was asked of it. */
export interface OpenAccount extends LiveAccount {
  /** Calls by action, `iam:GetUser`: the permissions that were used. A call that was retried counts once. */
  counts(): Readonly<Record<string, number>>;
  /** Requests that were repeated since AWS was busy or an answer was lost. */
  retries(): number;
  close(): Promise<void>;
}

/** Loads no SDK client and asks nothing until the first call. */
export function openAccount(options: AccountOptions): OpenAccount {
  const clients = new Clients(options);
  const most = options.concurrency ?? DEFAULT_CONCURRENCY;
  const common = new Limiter(most);
  // CloudTrail answers two lookups a second and throttles the rest: that must not slow down everything else.
  const lookups = new Limiter(Math.min(2, most));
  const limiterOf = (action: string) => (action.startsWith("cloudtrail:") ? lookups : common);
  const counts = new Map<string, number>();
  const region = regionOf(options);
  const patience = options.patience ?? PATIENCE;
  let calls = 0;
  let retries = 0;

  const attempt = async (action: string, input: object, where: string): Promise<unknown> => {
    const began = performance.now();
    const limiter = limiterOf(action);
    try {
      const output = await clients.send(action, input, where, options.signal);
      limiter.answered();
      return output;
    } catch (error) {
      const failure = failureOf(action, error);
      if (failure instanceof CallFailed && isThrottled(failure.code)) limiter.throttled(began);
      throw failure;
    }
  };
  const ask = async (action: string, input: object, where: string): Promise<unknown> => {
    counts.set(action, (counts.get(action) ?? 0) + 1);
    try {
      for (let tried = 1; ; tried++) {
        try {
          return await attempt(action, input, where);
        } catch (error) {
          if (!(error instanceof CallFailed) || !isPassing(error)) throw error;
          if (tried >= patience.attempts) throw new CallFailed(action, error.code, error.words, tried);
          retries++;
          await waitBefore(tried + 1, patience, options.signal);
        }
      }
    } finally {
      calls++;
      options.onCall?.(action, calls);
    }
  };
  return {
    region,
    call: <A extends Action>(action: A, input: Input<A>, { region: where = region }: CallOptions = {}) =>
      limiterOf(action).run(() => ask(action, input as object, where), options.signal) as Promise<Output<A>>,
    counts: () => Object.fromEntries([...counts].sort(by(([action]) => action))),
    retries: () => retries,
    close: () => clients.destroy(),
  };
}
