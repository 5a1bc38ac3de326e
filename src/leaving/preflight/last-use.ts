import type { LiveAccount } from "../../aws/account";
import type { Held } from "../../aws/holdings";
import { type CouldNotLook, look } from "../../aws/outcome";
import { listAll } from "../../aws/paging";
import { byText } from "../../text/by";
import { defined } from "../../text/defined";
import { day } from "../../text/iso-date";
import { isObject } from "../../text/values";
import type { LastUse } from "./report";

export interface SeenUse {
  readonly use: LastUse;
  readonly blind: readonly CouldNotLook[];
}

/** The newest events are enough to see that somebody still works. */
const EVENTS = 10;
/** What CloudTrail gives in one answer. */
const PAGE = 50;
const KEPT_DAYS = 90;

export interface LastUseOptions {
  readonly regions: readonly string[];
  readonly now: Date;
  /** Of GetUser. */
  readonly passwordLastUsed: Date | undefined;
  /** `AIDA...`. @default - unknown */
  readonly userId?: string | undefined;
}

/** When a user was last seen: password, each access key, and what CloudTrail keeps of 90 days. */
export async function lastUseOf(
  account: LiveAccount,
  userName: string,
  held: Held,
  options: LastUseOptions,
): Promise<SeenUse> {
  const blind: CouldNotLook[] = [];
  const keys = held.holdings.filter(({ kind }) => kind === "accessKey");
  const accessKeys = await Promise.all(
    keys.map(async ({ id }) => {
      const seen = await look(`the last use of access key ${id} of ${userName}`, () =>
        account.call("iam:GetAccessKeyLastUsed", { AccessKeyId: id }),
      );
      if (seen.kind === "could not check") blind.push(seen);
      const { LastUsedDate, ServiceName, Region } =
        (seen.kind === "found" ? seen.value.AccessKeyLastUsed : undefined) ?? {};
      if (LastUsedDate === undefined) return { id };
      return { id, at: LastUsedDate.toISOString(), service: ServiceName ?? "", region: Region ?? "" };
    }),
  );
  const events = await Promise.all(
    options.regions.map(async (region) => {
      const seen = await look(`CloudTrail events of ${userName} in ${region}`, () =>
        eventsOf(account, userName, region, options),
      );
      if (seen.kind === "could not check") blind.push(seen);
      return seen.kind === "found" ? seen.value : [];
    }),
  );
  const password = options.passwordLastUsed?.toISOString();
  const kept = events.flat().sort(newestFirst).slice(0, EVENTS);
  const times = [password, ...accessKeys.map(({ at }) => at), kept[0]?.at].flatMap((time) => time ?? []).sort();
  const newest = times.at(-1);
  return {
    use: {
      ...defined({ password }),
      accessKeys,
      events: kept,
      ...defined({ newest }),
    },
    blind,
  };
}

async function eventsOf(
  account: LiveAccount,
  userName: string,
  region: string,
  { now, userId }: LastUseOptions,
): Promise<LastUse["events"]> {
  const input = {
    LookupAttributes: [{ AttributeKey: "Username" as const, AttributeValue: userName }],
    StartTime: new Date(now.getTime() - KEPT_DAYS * 86_400_000),
    MaxResults: PAGE,
  };
  const events = await listAll(account, "cloudtrail:LookupEvents", input, "Events", { region, atMost: PAGE });
  const own = events.filter(({ CloudTrailEvent }) => isOf(CloudTrailEvent, userId)).slice(0, EVENTS);
  return own.map(({ EventName, EventSource, EventTime }) => ({
    name: EventName ?? "",
    source: EventSource ?? "",
    at: EventTime?.toISOString() ?? "",
    region,
  }));
}

/**
 * CloudTrail calls a session of a role by the session's name, which may be this user's; and an earlier user of the same
 * name had another id. Neither used what this user holds: its id tells them apart.
 */
function isOf(event: string | undefined, userId: string | undefined): boolean {
  const principalId = userIdentityOf(event)?.principalId;
  return userId === undefined || typeof principalId !== "string" || principalId.split(":")[0] === userId;
}

function userIdentityOf(event: string | undefined): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(event ?? "{}");
    return isObject(parsed) && isObject(parsed.userIdentity) ? parsed.userIdentity : undefined;
  } catch {
    return undefined;
  }
}

/** `access key AKIA... (s3, 2026-11-20)`, in the order of the newest. */
export function describeUse({ password, accessKeys, events }: LastUse): string {
  const parts = [
    ...(password === undefined ? [] : [{ at: password, what: "password" }]),
    ...accessKeys.flatMap(({ id, at, service }) =>
      at === undefined ? [] : [{ at, what: `access key ${id} for ${service}` }],
    ),
    ...events
      .slice(0, 3)
      .map(({ at, name, source, region }) => ({ at, what: `${source.split(".")[0]}:${name} in ${region}` })),
  ];
  return parts
    .sort(newestFirst)
    .map(({ at, what }) => `${what} on ${day(at)}`)
    .join(", ");
}

function newestFirst(left: { at: string }, right: { at: string }): number {
  return byText(right.at, left.at);
}
