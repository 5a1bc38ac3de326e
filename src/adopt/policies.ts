import type { Policy, PolicyDocument, PolicyReference, Roster } from "../roster/roster";
import { Slots } from "../roster/write/slots";
import { addressOf } from "../terms/addresses";
import { iamArn, partitionOfRegion } from "../terms/partitions";
import { managedBy } from "../terms/tags";
import { defined } from "../text/defined";
import { exactJson } from "../text/exact-json";
import { isObject } from "../text/values";
import type { PolicyAdoption } from "./adoption";
import type { HeldPolicy } from "./held-user";
import type { InState } from "./in-state";
import { adoptTags } from "./tags";
import { type Excluded, type Left, leftBy, type Thing } from "./thing";

export interface PolicyContext {
  readonly roster: Roster;
  readonly accountId: string;
  readonly state: InState;
  readonly excluded: Excluded;
}

export interface AdoptedPolicies {
  readonly policies: readonly PolicyAdoption[];
  /** Those that are referenced by ARN, since no entry can say them. */
  readonly left: readonly Left[];
}

/** Entries and imports of customer managed policies; those that the roster has already are only imported. */
export function adoptPolicies(policies: readonly HeldPolicy[], context: PolicyContext): AdoptedPolicies {
  const { roster, state, excluded } = context;
  const slots = new Slots(roster.policies.map(({ key }) => key));
  const left: Left[] = [];
  const adopted = policies.flatMap((policy): PolicyAdoption[] => {
    const thing = { kind: "policy", name: policy.arn };
    const own = ownPolicy(policy.arn, context);
    const document = documentOf(policy.document);
    const out = leftBy(excluded, thing) ?? (own === undefined ? unwritable(thing, document) : undefined);
    if (out !== undefined) {
      left.push({ ...out, reason: `${out.reason}; it is referenced by ARN` });
      return [];
    }
    const key = own?.key ?? slots.take(policy.name);
    const to = `aws_iam_policy.${addressOf(key)}`;
    const imports = state.addresses.has(to) ? [] : [{ to, id: policy.arn }];
    if (own !== undefined || document === undefined) {
      return [{ key, arn: policy.arn, entry: undefined, imports, parts: [], left: [] }];
    }
    const path = ["policies", key];
    const said = { [managedBy.key]: managedBy.value };
    const tags = adoptTags(policy.tags, { of: `policy ${policy.name}`, path, said, excluded });
    return [
      {
        ...{ key, arn: policy.arn, imports, left: tags.left },
        entry: {
          ...(key === policy.name ? {} : { name: policy.name }),
          ...(policy.path === "/" ? {} : { path: policy.path }),
          ...defined({ description: policy.description }),
          ...tags.entry,
          document,
        },
        parts: [{ thing, path, addresses: [to] }, ...tags.parts],
      },
    ];
  });
  return { policies: adopted, left };
}

/** A document as an entry has it. @returns undefined where reading the JSON would lose something of it */
export function documentOf(text: string): PolicyDocument | undefined {
  const document = exactJson(text);
  return isObject(document) ? document : undefined;
}

export function unwritable(thing: Thing, document: PolicyDocument | undefined): Left | undefined {
  if (document !== undefined) return undefined;
  return {
    ...thing,
    reason: "no entry can express its exact text: it has a key twice, or a number of too many digits",
  };
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
