import { accountOfArn, nameOfArn } from "../terms/arns";
import { iamArn } from "../terms/partitions";
import { type Carried, type Context, contextOf } from "./context";
import type { Policy } from "./document";

/** A policy that somebody has. */
export interface Held {
  /** In words: `policy deploy`, `group developers, policy deploy`. */
  readonly through: string;
  /** @default - what it says is not known */
  readonly policy: Policy | undefined;
  /** Its ARN, or where it stands: the same text is the same policy. */
  readonly id: string;
  /** Name of the role that has it, for who may assume the role. */
  readonly role?: string;
}

/** A user or a role, with all that it has. */
export interface Principal {
  readonly kind: "user" | "role";
  readonly arn: string;
  readonly held: readonly Held[];
  /** The permissions boundary. @default - none */
  readonly boundary?: Held | undefined;
  /** Of a user: ARNs of the groups that it is in. */
  readonly groups: readonly string[];
  /** Who may assume a role. @default - it is a user, or that is not known */
  readonly trust?: Policy | undefined;
}

/** Somebody who has nothing but one policy. @param accountId @default - any */
export function havingOnly(policy: Policy, accountId = "000000000000"): Principal {
  const arn = (resource: string) => iamArn("aws", accountId, resource);
  const held = [{ id: arn("policy/this"), through: "this policy", policy }];
  return { kind: "user", arn: arn("user/anybody"), held, groups: [arn("group/any")] };
}

const unknown: Carried = { kind: "not known", why: "it depends on the request" };

/** What every request of somebody carries; the rest depends on the request. */
export function contextOfPrincipal(
  { kind, arn }: Pick<Principal, "kind" | "arn">,
  more: ReadonlyMap<string, readonly string[]> = new Map(),
): Context {
  const values = new Map<string, readonly string[]>([
    ["aws:principalarn", [arn]],
    ["aws:principalaccount", [accountOfArn(arn)]],
    ["aws:principaltype", [kind === "user" ? "User" : "AssumedRole"]],
    ["aws:username", kind === "user" ? [nameOfArn(arn)] : []],
    ...more,
  ]);
  const known = contextOf(values);
  return (key) => (values.has(key.toLowerCase()) ? known(key) : unknown);
}
