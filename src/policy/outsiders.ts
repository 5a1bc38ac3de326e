import { accountOfArn, isAccountId } from "../terms/arns";
import { loadBalancingAccounts } from "../terms/load-balancing";
import type { Condition, Policy, Statement } from "./document";
import { follows } from "./implication";
import { isNegated } from "./operators";
import { covers } from "./patterns";
import { isAccount, isAnybody, type Principal } from "./principals";
import { coversAction } from "./statements";

/** Somebody whom a policy on a thing lets in beside the account as a whole, as it names it. */
export interface Outsider {
  /** An insider is a user or a role of the account itself, by its ARN. */
  readonly kind: "anybody" | "account" | "federated" | "service" | "insider";
  /** A number of an account, a provider, a service, an ARN. @default - anybody */
  readonly id: string;
  /** The one of an account who is named. @default - all of it */
  readonly only?: string;
  /** Keys of conditions that keep others out: `aws:PrincipalOrgID`. */
  readonly narrowedBy: readonly string[];
}

/** What a policy on a thing allows to somebody, by one of its statements. */
export interface Opening {
  readonly who: Outsider;
  readonly statement: Statement;
  /** Of the policy before: the same was allowed, but for a condition. */
  readonly lostCondition: boolean;
}

/** What a policy on a thing allows, but to the account as a whole. */
export function openingsOf(policy: Policy, accountId: string): Opening[] {
  return policy.statements.flatMap((statement) =>
    outsidersIn(statement, policy, accountId).map((who) => ({ who, statement, lostCondition: false })),
  );
}

/** The same that a policy before did not allow. A condition that became narrower opens nothing. */
export function openingsBeyond(before: Policy | undefined, after: Policy, accountId: string): Opening[] {
  const was = before === undefined ? [] : openingsOf(before, accountId);
  return openingsOf(after, accountId).flatMap((opening) => {
    const { who, statement } = opening;
    const similar = was.filter((one) => isAsWide(one.who, who) && saysAsMuch(one.statement, statement));
    const isSame = similar.some(
      (one) =>
        one.statement.conditions.every((condition) => isMet(condition, statement)) &&
        // A Deny that kept others out may be gone.
        (who.narrowedBy.length > 0 || one.who.narrowedBy.length === 0),
    );
    return isSame ? [] : [{ ...opening, lostCondition: similar.length > 0 }];
  });
}

/** What a policy before denied to everybody, and the one after does not. */
export function deniesLost(before: Policy, after: Policy | undefined): Statement[] {
  const denies = ({ statements }: Policy) =>
    statements.filter(({ effect, principals = [] }) => effect === "Deny" && principals.some(isAnybody));
  const still = after === undefined ? [] : denies(after);
  return denies(before).filter(
    (deny) =>
      !still.some((one) => saysAsMuch(one, deny) && one.conditions.every((condition) => isMet(condition, deny))),
  );
}

const isMet = (condition: Condition, { conditions }: Statement): boolean =>
  conditions.some((other) => follows(condition, other));

function isAsWide(wide: Outsider, narrow: Outsider): boolean {
  if (wide.kind === "anybody") return true;
  return wide.kind === narrow.kind && wide.id === narrow.id && (wide.only === undefined || wide.only === narrow.only);
}

/** Actions and resources, as they are written. */
function saysAsMuch(wide: Statement, narrow: Statement): boolean {
  const listed = (
    one: readonly string[] | undefined,
    other: readonly string[] | undefined,
    fold: (text: string) => string,
  ) => one === undefined || (other ?? ["*"]).every((text) => one.some((pattern) => covers(fold(pattern), fold(text))));
  const same = (one: readonly string[] | undefined, other: readonly string[] | undefined) =>
    one === undefined || JSON.stringify(one) === JSON.stringify(other);
  return (
    listed(wide.actions, narrow.actions, (text) => text.toLowerCase()) &&
    listed(wide.resources, narrow.resources, (text) => text) &&
    same(wide.notActions, narrow.notActions) &&
    same(wide.notResources, narrow.notResources)
  );
}

function outsidersIn(statement: Statement, policy: Policy, accountId: string): Outsider[] {
  if (statement.effect !== "Allow") return [];
  const limits = [
    ...statement.conditions.filter(({ operator }) => !isNegated(operator)),
    ...exemptions(policy, statement),
  ];
  // An Allow to all but some is one to everybody.
  const principals = statement.notPrincipals === undefined ? (statement.principals ?? []) : [{ kind: "AWS", id: "*" }];
  return principals.flatMap((principal) => outsidersOf(principal, limits, accountId));
}

function outsidersOf(principal: Principal, limits: readonly Condition[], accountId: string): Outsider[] {
  const { kind, id } = principal;
  if (kind === "Federated")
    return [{ kind: "federated", id, narrowedBy: limits.filter(isSubject).map(({ key }) => key) }];
  if (kind === "Service") return [{ kind: "service", id, narrowedBy: [] }];
  if (kind !== "AWS") return [];
  const limiting = limits.filter(isLimit);
  if (!isAnybody(principal)) {
    const account = isAccountId(id) ? id : accountOfArn(id);
    if (!isAccountId(account) || loadBalancingAccounts.has(account)) return [];
    if (account === accountId) return isAccount(principal) ? [] : [{ kind: "insider", id, narrowedBy: [] }];
    const only = isAccount(principal) ? {} : { only: id };
    return [{ kind: "account", id: account, ...only, narrowedBy: [...new Set(limits.map(({ key }) => key))] }];
  }
  // One condition on who asks is enough: all of a statement must hold.
  const accounts = limiting.map(accountsIn).find((some) => some !== undefined);
  const narrowedBy = [...new Set(limiting.map(({ key }) => key))];
  if (accounts === undefined) return [{ kind: "anybody", id: "*", narrowedBy }];
  return accounts.filter((account) => account !== accountId).map((id) => ({ kind: "account", id, narrowedBy }));
}

/** Keys that say from where, or for whom, a request comes. */
const limiting =
  /^(?:aws:(?:Principal(?:Account|Arn|OrgID|OrgPaths|ServiceName)|Source(?:Account|Arn|Owner|OrgID|OrgPaths|Vpc|Vpce|VpcArn|Ip)|VpcSourceIp|userid|username|FederatedProvider|CalledVia\w*)|kms:(?:CallerAccount|ViaService|GrantIsForAWSResource)|elasticfilesystem:AccessedViaMountTarget|s3:DataAccessPointAccount|lambda:SourceFunctionArn)$/i;

function isLimit({ key, values, operator }: Condition): boolean {
  const isOpen =
    values.length === 0 || values.some((value) => /^\*+$/.test(value) || value === "0.0.0.0/0" || value === "::/0");
  // Of a request that lacks the key it asks nothing; whoever signs a request has these.
  const asks = !/IfExists$/.test(operator) || /^aws:(?:Principal(?:Account|Arn)|userid)$/i.test(key);
  return limiting.test(key) && !isOpen && asks && !/Null$/.test(operator);
}

/** What tells one from another of those whom a provider signs in: a repository, a person. */
function isSubject({ key, values }: Condition): boolean {
  if (
    !/:(?:sub|amr|oid|email|repository|repository_id|repository_owner|namespace_id|project_path|namespace|edupersonorgdn|job_workflow_ref|terraform_\w+)$|^saml:/i.test(
      key,
    )
  )
    return false;
  return (
    values.length > 0 &&
    !values.some((value) => value === "unauthenticated" || /^(?:repo:)?[*?]+$/.test(value) || /^repo:\*/.test(value))
  );
}

/** @returns undefined where a condition does not say of which accounts; an account that a wildcard covers may be any */
function accountsIn({ key, values }: Condition): string[] | undefined {
  if (/^(?:aws:(?:PrincipalAccount|SourceAccount|SourceOwner)|kms:CallerAccount|s3:DataAccessPointAccount)$/i.test(key))
    return values.every(isAccountId) ? [...values] : undefined;
  if (!/^aws:(?:PrincipalArn|SourceArn)$/i.test(key)) return undefined;
  // The ARN of a bucket has no account: what it names acts through the service alone.
  const accounts = values.filter((value) => !/^arn:aws[a-z-]*:s3:::[a-z0-9]/.test(value)).map(accountOfArn);
  return accounts.every(isAccountId) ? accounts : undefined;
}

/** A Deny to everybody but some is a condition on whatever is allowed beside it. */
function exemptions({ statements }: Policy, allow: Statement): Condition[] {
  return statements.flatMap((statement): Condition[] => {
    const { effect, principals = [], conditions } = statement;
    // What AWS's own services do is no outsider's.
    const [only, ...more] = conditions.filter(({ key }) => !/^aws:PrincipalIsAWSService$/i.test(key));
    if (effect !== "Deny" || !principals.some(isAnybody) || only === undefined || more.length > 0) return [];
    if (!isNegated(only.operator)) return [];
    if (!(allow.actions ?? ["*"]).every((action) => coversAction(statement, action))) return [];
    return [{ ...only, operator: only.operator.replace(/Not|IfExists$/g, "") }];
  });
}
