import type { Change } from "../plan/change";
import { NamedPolicies } from "../plan/named-policies";
import { namesOf } from "../plan/names";
import type { Owners } from "../plan/owners";
import type { Plan } from "../plan/read";
import type { Side } from "../plan/side";
import { textOf } from "../plan/values";
import { accountOfArn, isAccountId } from "../terms/arns";
import { partitionOfArn, partitionOfRegion } from "../terms/partitions";
import { groupBy } from "../text/group-by";
import { AccountSide } from "./account-side";
import { PolicyDocuments } from "./policy-documents";
import type { WholePlan } from "./whole-plan";

/** Stands for the account where the plan does not tell which it is. */
export const unknownAccount = "000000000000";

export type AccountSides = Readonly<Record<Side, AccountSide>>;

/** Both sides of a plan, for each account that it is about; the account of a change is found by its realm. */
export function accountSides(
  plan: Plan,
  owners: Owners,
  names = namesOf(plan),
  documents = new PolicyDocuments(),
): Map<string, AccountSides> {
  const { changes, realms } = plan;
  const whole = { plan, owners, documents, names, policies: new NamedPolicies(plan) };
  const byRealm = groupBy(changes, (change) => realms(change));
  if (byRealm.size === 0) byRealm.set("", []);
  return new Map([...byRealm].map(([realm, own]) => [realm, sidesOf(realm, own, plan, whole)] as const));
}

/** Whoever runs a plan asks an account of its own, where no other is named. */
function accountOfRunner({ runner = "" }: Plan): string {
  return isAccountId(accountOfArn(runner)) ? accountOfArn(runner) : unknownAccount;
}

function sidesOf(realm: string, changes: readonly Change[], plan: Plan, whole: WholePlan): AccountSides {
  const arns = changes.flatMap(({ before, after }) => textOf(before, "arn") ?? textOf(after, "arn") ?? []);
  const arn = arns.find((text) => isAccountId(accountOfArn(text)));
  const partition = partitionOfArn(arn ?? "") ?? partitionOfRegion(plan.region);
  const told = isAccountId(realm) ? realm : (plan.accountIds[0] ?? accountOfRunner(plan));
  const accountId = arn === undefined ? told : accountOfArn(arn);
  const side = (which: Side) => new AccountSide(which, changes, partition, accountId, whole);
  return { before: side("before"), after: side("after") };
}
