import type { Policy, PolicyReference, Roster } from "../roster/roster";
import { Slots } from "../roster/write/slots";
import { addressOf } from "../terms/addresses";
import { iamArn, partitionOfRegion } from "../terms/partitions";
import { defined } from "../text/defined";
import type { Excluded, PolicyAdoption } from "./adoption";
import type { HeldPolicy } from "./held-user";
import type { InState } from "./in-state";

export interface PolicyContext {
  readonly roster: Roster;
  readonly accountId: string;
  readonly state: InState;
  readonly excluded: Excluded;
}

/** Entries and imports of customer managed policies; those that the roster has already are only imported. */
export function adoptPolicies(policies: readonly HeldPolicy[], context: PolicyContext): PolicyAdoption[] {
  const { roster, state, excluded } = context;
  const slots = new Slots(roster.policies.map(({ key }) => key));
  return policies
    .filter(({ arn }) => !excluded.has(arn))
    .map((policy) => {
      const own = ownPolicy(policy.arn, context);
      const key = own?.key ?? slots.take(policy.name);
      const to = `aws_iam_policy.${addressOf(key)}`;
      return {
        key,
        arn: policy.arn,
        entry: own === undefined ? entryOf(policy, key) : undefined,
        imports: state.addresses.has(to) ? [] : [{ to, id: policy.arn }],
      };
    });
}

function entryOf({ name, path, description, tags, document }: HeldPolicy, key: string) {
  return {
    ...(key === name ? {} : { name }),
    ...(path === "/" ? {} : { path }),
    ...defined({ description }),
    ...tagsEntry(tags),
    document: JSON.parse(document) as Policy["document"],
  };
}

/** Tags as an entry has them: without AWS's and ours. */
export function tagsEntry(tags: Readonly<Record<string, string>>): { tags?: Record<string, string> } {
  const own = Object.entries(tags).filter(([tag]) => !/^(aws:|roster:|managedby$)/i.test(tag));
  return own.length === 0 ? {} : { tags: Object.fromEntries(own) };
}

/** A policy that the roster itself makes. */
export function ownPolicy(
  arn: string,
  { roster, accountId }: Pick<PolicyContext, "roster" | "accountId">,
): Policy | undefined {
  return roster.policies.find((policy) => arn.toLowerCase().endsWith(tailOf(policy, accountId).toLowerCase()));
}

/** The ARN that a policy of the roster has, or will have. */
export function arnOf(
  { path, name }: Policy,
  { roster, accountId }: Pick<PolicyContext, "roster" | "accountId">,
): string {
  return iamArn(partitionOfRegion(roster.account.region), accountId, `policy${path}${name}`);
}

const tailOf = ({ path, name }: Policy, accountId: string) => `:iam::${accountId}:policy${path}${name}`;

/** Whether a policy is of the account, not of AWS. */
export function isCustomerManaged(arn: string, accountId: string): boolean {
  return arn.includes(`:iam::${accountId}:policy/`);
}

/** How a roster refers to a policy: by its key where the roster has it, or will have. */
export function referenceBy(
  adopted: readonly PolicyAdoption[],
  context: Pick<PolicyContext, "roster" | "accountId">,
): (arn: string) => PolicyReference {
  const keys = new Map(adopted.map(({ arn, key }) => [arn, key]));
  return (arn) => {
    const key = keys.get(arn) ?? ownPolicy(arn, context)?.key;
    return key === undefined ? { kind: "arn", arn } : { kind: "named", key };
  };
}

/** As a roster writes it. */
export const written = (reference: PolicyReference): string =>
  reference.kind === "named" ? reference.key : reference.arn;
