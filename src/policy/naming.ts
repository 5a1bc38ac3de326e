import type { Condition, Policy, Statement } from "./document";
import type { Principal } from "./principals";

/** Whom a policy may be about. */
export interface Identity {
  readonly name: string;
  readonly arn: string;
  /** `AIDA...`. @default - unknown */
  readonly userId?: string | undefined;
}

/** How a policy names somebody, each way once: `as principal`, `in a condition on aws:PrincipalArn`, `as resource`. */
export function waysNamed({ statements }: Policy, who: Identity): string[] {
  return [...new Set(statements.flatMap((statement) => namedBy(statement, who) ?? []))];
}

/** How a statement names somebody; undefined where it does not. */
export function namedBy(statement: Statement, who: Identity): string | undefined {
  const { principals = [], notPrincipals = [], resources = [], notResources = [], conditions } = statement;
  if ([...principals, ...notPrincipals].some((principal) => isPrincipal(principal, who))) return "as principal";
  const condition = conditions.find((each) => isAbout(each, who));
  if (condition !== undefined) return `in a condition on ${condition.key}`;
  return [...resources, ...notResources].includes(who.arn) ? "as resource" : undefined;
}

export function isPrincipal({ kind, id }: Principal, who: Identity): boolean {
  return kind === "AWS" && (id === who.arn || (who.userId !== undefined && id === who.userId));
}

/** Whether a condition singles out this user; a pattern that others match as well does not. */
export function isAbout({ key, values }: Condition, who: Identity): boolean {
  const { userId } = who;
  switch (key.toLowerCase()) {
    case "aws:username":
      return values.includes(who.name);
    case "aws:userid":
      return userId !== undefined && values.some((value) => value.startsWith(userId));
    default:
      return values.some((value) => value === who.arn || value === userId);
  }
}
