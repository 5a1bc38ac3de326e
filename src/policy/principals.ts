import { isAccountId, nameOfArn, parseArn } from "../terms/arns";

/** Whom a policy names. */
export interface Principal {
  /** `AWS`, `Service`, `Federated`, `CanonicalUser`; everybody is the AWS principal `*`. */
  readonly kind: string;
  /** An ARN, an account's id, the unique id of a principal that was deleted, a service, or `*`. */
  readonly id: string;
}

/** Somebody who asks, by all the names that policies have for it. */
export interface Who {
  /** As STS says it: of a user, or of the session of a role. */
  readonly arn: string;
  /** As policies know it: the role instead of its session. */
  readonly principalArn: string;
  readonly accountId: string;
  /** Whether `principalArn` has the path of the role, which the ARN of its session lacks. @default true */
  readonly pathKnown?: boolean;
}

/**
 * How a policy covers somebody: by its own name (or as anybody), by the role behind its session, or as the account,
 * which leaves it to the policies of its own.
 */
export type Coverage = "name" | "role" | "account";

/** @param malformed called where AWS would refuse what is given */
export function readPrincipals(given: unknown, malformed: () => void): Principal[] {
  if (typeof given === "string") {
    if (given !== "*") malformed();
    return [{ kind: "AWS", id: given }];
  }
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    malformed();
    return [];
  }
  return Object.entries(given).flatMap(([kind, ids]: [string, unknown]) => {
    const list: readonly unknown[] = Array.isArray(ids) ? ids : [ids];
    const texts = list.filter((id) => typeof id === "string");
    if (texts.length < list.length) malformed();
    return texts.map((id) => ({ kind, id }));
  });
}

/** As people read it: `arn:aws:iam::123456789012:root`, `Service:ec2.amazonaws.com`. */
export function principalText({ kind, id }: Principal): string {
  return kind === "AWS" ? id : `${kind}:${id}`;
}

export const isAnybody = ({ kind, id }: Principal): boolean => kind === "AWS" && id === "*";

/** The account as a principal: to allow, all of it; to be exempt from a Deny, its root user alone. */
export function isAccount({ kind, id }: Principal): boolean {
  return kind === "AWS" && (isAccountId(id) || id.endsWith(":root"));
}

/** What AWS makes of the ARN of a user or a role that was deleted. */
export function isDeleted({ kind, id }: Principal): boolean {
  return kind === "AWS" && /^A(IDA|ROA)[A-Z0-9]+$/.test(id);
}

export function coverage({ kind, id }: Principal, who: Who): Coverage | undefined {
  if (kind !== "AWS") return undefined;
  if (id === "*" || id === who.arn) return "name";
  if (id === who.principalArn) return "role";
  const arn = parseArn(id);
  if (id === who.accountId || (arn?.service === "iam" && arn.resource === "root" && arn.accountId === who.accountId))
    return "account";
  const isSameRole =
    arn?.accountId === who.accountId &&
    arn.resource.startsWith("role/") &&
    nameOfArn(id) === nameOfArn(who.principalArn);
  return who.pathKnown === false && isSameRole ? "role" : undefined;
}
