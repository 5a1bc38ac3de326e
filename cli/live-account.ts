import { type AccountOptions, type OpenAccount, openAccount } from "../live/account";
import type { PlanPeople } from "../plan/people";
import { type CommandInput, UsageError } from "./command";
import { Progress } from "./progress";

/** Options of every command that asks the account of a plan. */
export const accountOptions = {
  region: { type: "string", multiple: true },
  concurrency: { type: "string" },
} as const;

export const accountHelp = [
  "--region REGION    where KMS keys and CloudTrail are asked, may be repeated; default: the plan's region",
  "--concurrency N    calls at a time; default 8",
];

/** Opens the account that a plan is for, as the plan's provider would, and ends it with the work. */
export async function withAccountOf<T>(
  { region, assumeRole }: Pick<PlanPeople, "region" | "assumeRole">,
  { values, env, signal, terminal }: CommandInput,
  work: (account: OpenAccount) => Promise<T>,
): Promise<T> {
  const progress = new Progress(terminal);
  const [named] = regionsOf(values.region) ?? [];
  const options: AccountOptions = {
    env,
    region: region ?? named,
    assumeRole,
    signal,
    concurrency: concurrencyOf(values.concurrency),
    onCall: (action, calls) => progress.detail(`${calls} calls, ${action}`),
  };
  const account = openAccount(options);
  try {
    return await work(account);
  } finally {
    progress.clear();
    await account.close();
  }
}

export function regionsOf(given: unknown): string[] | undefined {
  const regions = Array.isArray(given) ? given.map(String) : [];
  for (const region of regions) {
    if (!/^[a-z]{2,4}(-[a-z]+)+-\d$/.test(region))
      throw new UsageError(`--region ${JSON.stringify(region)} is none; write it as us-east-1`);
  }
  return regions.length === 0 ? undefined : regions;
}

function concurrencyOf(given: unknown): number | undefined {
  if (given === undefined) return undefined;
  const number = Number(given);
  if (Number.isInteger(number) && number >= 1 && number <= 100) return number;
  throw new UsageError(`--concurrency ${JSON.stringify(given)} is not allowed; write a whole number from 1 to 100`);
}
