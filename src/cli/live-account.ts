import type { OpenAccount } from "../aws/account";
import type { Connection } from "../aws/clients";
import { DEFAULT_CONCURRENCY } from "../aws/concurrency";
import type { PlanPeople } from "../plan/people";
import { grouped } from "../text/count";
import type { Context } from "./command";
import type { Options } from "./options";
import { Progress } from "./progress";

/** Options of every command that asks an account. */
export const accountOptions = {
  concurrency: {
    type: "integer",
    value: "N",
    min: 1,
    max: 100,
    help: `calls at a time; default ${DEFAULT_CONCURRENCY}`,
  },
} as const satisfies Options;

export const regionOptions = {
  region: {
    type: "string",
    value: "REGION",
    multiple: true,
    pattern: /^[a-z]{2,4}(-[a-z]+)+-\d$/,
    takes: "a region such as us-east-1",
    help: "where KMS keys and CloudTrail are asked; default: the plan's region",
  },
} as const satisfies Options;

export const patienceOptions = {
  patience: {
    type: "integer",
    value: "SECONDS",
    min: 0,
    help: "how long AWS may take to forget who left; default 60",
  },
} as const satisfies Options;

type Asking = Context & { readonly values: { readonly concurrency: number | undefined } };

/** Opens an account, and ends it with the work. */
export async function withAccount<T>(
  { region, assumeRole }: Omit<Connection, "env">,
  { values: { concurrency }, env, signal, terminal }: Asking,
  work: (account: OpenAccount, progress: Progress) => Promise<T>,
): Promise<T> {
  // Most commands have these options, and most calls of them ask no account.
  const { openAccount } = await import("../aws/account");
  const progress = new Progress(terminal);
  const account = openAccount({
    ...{ env, region, assumeRole, signal, concurrency },
    onCall: (action, calls) => progress.show(`${grouped(calls)} calls, ${action}`),
  });
  try {
    return await work(account, progress);
  } finally {
    terminal.draw(undefined);
    await account.close();
  }
}

/** Opens the account that a plan is for, as the plan's provider would. */
export function withAccountOf<T>(
  { region, assumeRole }: Pick<PlanPeople, "region" | "assumeRole">,
  input: Asking & { readonly values: { readonly region?: readonly string[] } },
  work: (account: OpenAccount, progress: Progress) => Promise<T>,
): Promise<T> {
  return withAccount({ region: region ?? input.values.region?.[0], assumeRole }, input, work);
}

/** The regions that were named. @default - undefined: that of the plan */
export function regionsOf({ values }: { values: { region: readonly string[] } }): readonly string[] | undefined {
  return values.region.length === 0 ? undefined : values.region;
}

/** @default - undefined: as long as whoever waits thinks right */
export function patienceMsOf({ values }: { values: { patience: number | undefined } }): number | undefined {
  return values.patience === undefined ? undefined : values.patience * 1000;
}
