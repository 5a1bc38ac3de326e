import type { PartialRoster, User } from "../roster/roster";
import { count } from "../text/count";
import { groupBy } from "../text/group-by";
import type { Feed, FeedPerson } from "./feed";

/** What was read before from the same source, for absence alone. */
export interface EarlierFeed {
  readonly people: number;
  /** ISO date. */
  readonly day: string;
  /** E-mail addresses that were in it, lower case. */
  readonly emails: ReadonlySet<string>;
}

export interface Matching {
  /** ISO date. */
  readonly today: string;
  /** Whether who is missing counts as gone, and the feed before. @default - it never does */
  readonly absence?: { readonly earlier: EarlierFeed | undefined };
}

/** What a feed means for a roster. Nothing here deletes anybody. */
export interface Match {
  /** Who is to be suspended, since the feed says that they left. */
  readonly suspend: readonly { readonly user: User; readonly person: Pick<FeedPerson, "lastDay"> }[];
  /** What a person has to decide, a line each. */
  readonly findings: readonly string[];
  /** Why absence does not count in this file, a line each. */
  readonly notComplete: readonly string[];
}

/**
 * Compares a feed with the owners of a roster's users. Only a positive statement suspends; a program of somebody who left needs another
 * owner, and break-glass is never touched.
 */
export function matchLeavers(roster: PartialRoster, feed: Feed, { today, absence }: Matching): Match {
  const findings: string[] = [];
  const byEmail = groupBy(feed.people, ({ email }) => email);
  const suspend: { user: User; person: Pick<FeedPerson, "lastDay"> }[] = [];
  const notComplete = absence === undefined ? [] : incomplete(roster, feed, today, absence.earlier);
  const counts = absence !== undefined && notComplete.length === 0;
  for (const user of roster.users) {
    const owner = user.owner.trim().toLowerCase();
    if (!owner.includes("@")) continue;
    const said = byEmail.get(owner) ?? [];
    const gone = goneOf(said, today);
    if (gone === "contradiction")
      findings.push(`${user.key}: the feed says of ${user.owner} both that they left and that they are here`);
    else if (gone === "later")
      findings.push(
        `${user.key}: ${user.owner} leaves on ${said.find(({ lastDay }) => lastDay)?.lastDay}; nothing to do until then`,
      );
    else if (gone !== undefined) take(user, gone);
    else if (said.length === 0 && user.type === "human" && user.suspended === undefined) {
      if (counts && absence.earlier !== undefined && !absence.earlier.emails.has(owner)) take(user, {});
      else findings.push(`${user.key}: ${user.owner} is not in the feed`);
    } else if (user.suspended !== undefined && said.some(({ status }) => status === "here"))
      findings.push(
        `${user.key} is suspended, and ${user.owner} is here (again): roster resume ${user.key}, or leave it`,
      );
  }
  return { suspend, findings, notComplete };

  function take(user: User, person: Pick<FeedPerson, "lastDay">): void {
    if (user.suspended !== undefined) return;
    if (user.type === "break-glass")
      findings.push(`${user.key} is break-glass: ${user.owner} left, it needs a new owner`);
    else if (user.type === "service") findings.push(`${user.key} needs a new owner: ${user.owner} left`);
    else suspend.push({ user, person });
  }
}

function goneOf(said: readonly FeedPerson[], today: string): FeedPerson | "contradiction" | "later" | undefined {
  const left = said.filter(({ status }) => status === "left");
  const [first] = left;
  if (first === undefined) return undefined;
  if (said.some(({ status }) => status === "here")) return "contradiction";
  return left.every(({ lastDay }) => lastDay !== undefined && lastDay >= today) ? "later" : first;
}

/** The four safeguards of an absence (facts/lifecycle.md, 8): whole, not empty, not much smaller than before, and absent before too. */
function incomplete(
  roster: PartialRoster,
  { people, rows, total, notUnderstood }: Feed,
  today: string,
  earlier: EarlierFeed | undefined,
): string[] {
  const reasons: string[] = [];
  if (rows === 0) reasons.push("the feed is empty");
  if (notUnderstood.length > 0) reasons.push(`not understood: ${count(notUnderstood.length, "row")} of the feed`);
  if (total !== undefined && total !== rows)
    reasons.push(`the feed has ${rows} of the ${total} people that it speaks of`);
  if (earlier === undefined) reasons.push("there is no earlier feed to compare it with");
  else {
    if (earlier.day >= today) reasons.push(`the earlier feed is of ${earlier.day}: it must be a day older, at least`);
    const least = Math.ceil(earlier.people * (1 - roster.guards.maxRemovalShare));
    if (people.length < least)
      reasons.push(`the feed shrank from ${earlier.people} to ${people.length} people: at least ${least} are expected`);
  }
  return reasons;
}
