import { ofType } from "../plan/change";
import { daysBetween } from "../text/iso-date";
import { credentialName } from "./credential";
import type { Context } from "./danger";
import { suspendedOf } from "./flags";
import type { Person } from "./model/person";

/** How long a leaver was suspended, as far as the state and the account both knew it before the plan. */
export interface Soak {
  /** @default - it was not suspended, or nobody can tell since when */
  readonly days?: number;
  /** What it was, after the name: `was never suspended`. */
  readonly said: string;
}

/**
 * What counts is the tag of a suspension that was applied: not the date that a change writes, nor a tag that was set by hand.
 */
export function soakOf(person: Person, context: Context): Soak {
  const inAccount = person.suspended?.before;
  const stored = context.driftChanges.find(
    ({ address, type }) => type === "aws_iam_user" && address === person.address,
  );
  const [user] = stored === undefined ? [] : ofType([stored], "aws_iam_user");
  const inState = user === undefined ? inAccount : suspendedOf(user.before?.tags);
  if (inAccount === undefined) {
    return {
      said:
        inState === undefined ? "was never suspended" : "is no longer suspended: its tag was removed outside Terraform",
    };
  }
  if (inState === undefined) return { said: "was never suspended by an apply: its tag was set outside Terraform" };
  if (inAccount.since === undefined || inState.since === undefined) return { said: "was suspended on an unknown day" };
  const working = person.credentials.find(
    ({ kind, status, deposed, change }) =>
      !deposed &&
      (status?.before === "Active" || (kind === "loginProfile" && (change === "deleted" || change === "forgotten"))),
  );
  if (working !== undefined) return { said: `is suspended by its tag alone: ${credentialName(working)} works` };
  const { today } = context;
  const days = Math.min(daysBetween(inAccount.since, today), daysBetween(inState.since, today));
  return { days, said: `is suspended for ${days} of ${context.settings.soakDays} days` };
}
