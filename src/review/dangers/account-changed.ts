import { ofType } from "../../plan/change";
import type { Account } from "../../roster/roster";
import { parseArn } from "../../terms/arns";
import { partitionOfRegion } from "../../terms/partitions";
import type { Concern, Context, DangerRule } from "../danger";
import type { Rosters } from "../roster-side";

export const accountChanged: DangerRule = {
  id: "account-changed",
  severity: "error",
  summary: "The account, or the role in it, is another one than before the change.",
  why: "Everything is then created, changed and deleted in an account that nobody has reviewed it for.",
  fix: "Keep account as it was. A roster of another account is a file of its own, with a state of its own.",
  opener: "roster",
  check: (context) => {
    const { before, after } = context.rosters;
    const pinned = (after ?? before)?.roster.account.id;
    const changed =
      before === undefined || after === undefined
        ? []
        : differences(before.roster.account, after.roster.account, context.rosters);
    const told = changed.some(({ severity }) => severity === undefined);
    return [...changed, ...(told || pinned === undefined ? [] : strangers(pinned, context))];
  },
};

function differences(before: Account, after: Account, rosters: Rosters): Concern[] {
  const concerns: Concern[] = [];
  if (before.id !== undefined && before.id !== after.id) {
    const message =
      after.id === undefined
        ? `account.id ${before.id} is removed: the plan is applied in whatever account it is run for`
        : `account.id is changed from ${before.id} to ${after.id}`;
    concerns.push({ message, place: rosters.placeAt("account", "id") });
  }
  const was = before.assumeRole?.roleArn;
  const is = after.assumeRole?.roleArn;
  if (was !== is) {
    const place = rosters.placeAt("account", "assumeRole", "roleArn");
    const message = `account.assumeRole.roleArn is changed from ${was ?? "none"} to ${is ?? "none"}`;
    const other = was !== undefined && is !== undefined && parseArn(was)?.accountId !== parseArn(is)?.accountId;
    // Who applies is another one; where it is applied is the same.
    concerns.push(
      other ? { message: `${message}: a role of another account`, place } : { message, place, severity: "warning" },
    );
  }
  const [partitionBefore, partitionAfter] = [partitionOfRegion(before.region), partitionOfRegion(after.region)];
  if (partitionBefore !== partitionAfter) {
    const message = `account.region is changed from ${before.region} to ${after.region}, in the partition ${partitionAfter} instead of ${partitionBefore}`;
    concerns.push({ message, place: rosters.placeAt("account", "region") });
  }
  return concerns;
}

/** What the state says of where its users are. */
function strangers(pinned: string, { changes, rosters }: Context): Concern[] {
  const accounts = ofType(changes, "aws_iam_user").flatMap(({ before }) => {
    const id = before?.arn === undefined ? undefined : parseArn(before.arn)?.accountId;
    return id === undefined || id === pinned ? [] : [id];
  });
  return [...new Set(accounts)].map((id) => ({
    message: `the state has users of account ${id}, and account.id is ${pinned}`,
    place: rosters.placeAt("account", "id"),
  }));
}
