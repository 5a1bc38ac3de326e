import { awsPolicyArn, type Partition } from "../terms/partitions";
import { ByHeld } from "./by-held";
import type { Policy, Statement } from "./document";
import { type Decision, evaluate } from "./evaluate";
import { contextOfPrincipal, type Held, type Principal } from "./principal";
import { coversAction } from "./statements";

/** What allows something: a statement, and the policy that has it. */
export interface Permission {
  readonly statement: Statement;
  readonly held: Held;
}

/** What a request says beside its action and resource, for conditions on it. */
export interface Carried {
  /** The request attaches AdministratorAccess. */
  readonly attaches?: boolean | undefined;
  readonly passedTo?: string;
  /** ARN of a boundary that is put in the place of the one there is. */
  readonly boundary?: string;
}

/**
 * What the policies of somebody allow, and by which statement. Only what is certain to be denied is not allowed: a condition
 * that may hold is taken for one that does.
 */
export class Permissions {
  private readonly allowed = new WeakMap<Policy, Map<string, readonly Statement[]>>();
  private readonly opening = new ByHeld<readonly Permission[]>();

  public constructor(private readonly account: { readonly partition: Partition; readonly accountId: string }) {}

  /** What allows an action on a resource. @returns undefined where nothing does, or something is certain to deny it */
  public can(who: Principal, action: string, resource: string, carried: Carried = {}): Permission | undefined {
    if (this.allowing(who, action).length === 0) return undefined;
    const { passedTo, attaches, boundary = resource === who.arn ? (who.boundary?.id ?? "") : undefined } = carried;
    const administrator = awsPolicyArn(this.account.partition, "AdministratorAccess");
    const more = new Map<string, readonly string[]>([
      ...(passedTo === undefined ? [] : [["iam:passedtoservice", [passedTo]] as const]),
      ...(attaches === true ? [["iam:policyarn", [administrator]] as const] : []),
      ...(boundary === undefined ? [] : [["iam:permissionsboundary", boundary === "" ? [] : [boundary]] as const]),
    ]);
    const context = contextOfPrincipal(who, more);
    const { verdict, statements } = evaluate(policiesOf(who), { action, resource, context });
    return verdict === "denied" ? undefined : this.openingIn(who, statements);
  }

  public allowing({ held }: Principal, action: string): readonly Permission[] {
    return this.opening.get(held, action, () => {
      const found: Permission[] = [];
      for (const each of held)
        if (each.policy !== undefined)
          for (const statement of this.statements(each.policy, action)) found.push({ statement, held: each });
      return found;
    });
  }

  /** Of one policy: those that allow an action on something. */
  public statements(policy: Policy, action: string): readonly Statement[] {
    let known = this.allowed.get(policy);
    if (known === undefined) {
      known = new Map();
      this.allowed.set(policy, known);
    }
    const before = known.get(action);
    if (before !== undefined) return before;
    const found = policy.statements.filter(
      (statement) => statement.effect === "Allow" && coversAction(statement, action),
    );
    known.set(action, found);
    return found;
  }

  /** What lets somebody assume a role; empty where its trust policy alone does. */
  public canAssume(who: Principal, role: Principal): Partial<Permission> | undefined {
    if (role.trust === undefined || who.arn === role.arn) return undefined;
    const { accountId } = this.account;
    const asking = { arn: who.arn, principalArn: who.arn, accountId };
    const { verdict, statements } = evaluate(
      {
        ...policiesOf(who),
        resource: { kind: "role trust policy", policy: role.trust, who: asking, isSameAccount: true },
      },
      { action: "sts:AssumeRole", resource: role.arn, context: contextOfPrincipal(who) },
    );
    if (verdict === "denied") return undefined;
    return this.openingIn(who, statements) ?? {};
  }

  private openingIn(who: Principal, statements: Decision["statements"]): Permission | undefined {
    for (const { statement, verdict } of statements) {
      if (statement.effect !== "Allow" || verdict === "fails") continue;
      const held = who.held.find(({ policy }) => policy?.statements.includes(statement));
      if (held !== undefined) return { statement, held };
    }
    return undefined;
  }
}

function policiesOf({ held, boundary }: Principal) {
  return {
    identity: held.flatMap(({ policy }) => policy ?? []),
    // A boundary that is not known may allow everything.
    limits:
      boundary?.policy === undefined ? [] : [{ kind: "permissions boundary" as const, policies: [boundary.policy] }],
  };
}
