import { nameOfArn, parseArn } from "../terms/arns";
import { awsPolicyArn, type Partition } from "../terms/partitions";
import { ByHeld } from "./by-held";
import type { Policy, Statement } from "./document";
import { escalations, fullAccess, type Passing, type Path, passingServices } from "./escalations";
import type { KnownAccount } from "./known-account";
import { type Carried, type Permission, Permissions } from "./permissions";
import type { Held, Principal } from "./principal";
import { type Takeover, takeovers } from "./takeovers";
import { Targets } from "./targets";

/** A way in which somebody can become administrator of the account. */
export interface Escalation {
  /** `put-user-policy` */
  readonly id: string;
  /** In AWS's words: `iam:PassRole with lambda`. */
  readonly name: string;
  /** What opens it. @default - a role's trust policy alone */
  readonly statement?: Statement;
  readonly held?: Held;
  /** The role, user or group that it goes over, where that is one of those that are known. */
  readonly over?: string;
}

/**
 * Who can become administrator, and how: the one definition for whatever asks. A way counts where a statement allows it and
 * no Deny and no boundary is certain to be in the way; a condition does not make it harmless, unless it can never hold.
 */
export class Power {
  public readonly permissions: Permissions;
  private readonly known = new Map<string, readonly Escalation[]>();
  private readonly steps = new WeakMap<Policy, readonly string[]>();
  private readonly firstOf = new ByHeld<ReadonlySet<string>>();
  /** What was found for the question that is being answered, of ARNs and of groups with who would be in them. */
  private readonly visited = new Map<string, readonly Escalation[]>();
  private readonly targets: Targets;

  public constructor(private readonly account: KnownAccount) {
    this.permissions = new Permissions(account);
    this.targets = new Targets(account, this.permissions);
  }

  /** All ways; who has full access, or full access to IAM, needs no other. */
  public of(who: Principal): readonly Escalation[] {
    const { arn } = who;
    const known = this.known.get(arn);
    if (known !== undefined) return known;
    const isFirst = this.visited.size === 0;
    const found = this.visit(arn, who);
    // Nothing that was found on the way of another question may only mean that the way is a circle.
    if (isFirst || found.length > 0) this.known.set(arn, found);
    return found;
  }

  /** Looks at each once for a question; a way that comes back to what is still being looked at is a circle, and none. */
  private visit(what: string, who: Principal): readonly Escalation[] {
    const known = this.visited.get(what);
    if (known !== undefined) return known;
    const isFirst = this.visited.size === 0;
    this.visited.set(what, []);
    const found = this.find(who);
    if (isFirst) this.visited.clear();
    else this.visited.set(what, found);
    return found;
  }

  /** The ways that one policy opens by itself. */
  public ofPolicy(who: Principal, held: Held): readonly Escalation[] {
    return this.find({ ...who, held: [held] });
  }

  /** How somebody can have code run as the role of any thing of a kind, without passing a role. */
  public takeovers(who: Principal): readonly (Takeover & Permission)[] {
    return takeovers.flatMap((takeover) => {
      const opening = this.targets.anyThing(who, takeover);
      return opening === undefined ? [] : [{ ...takeover, ...opening }];
    });
  }

  private find(who: Principal): readonly Escalation[] {
    if (!this.mayBe(who)) return [];
    const steps = this.stepsOf(who.held);
    const everything = steps.has(fullAccess[0]) ? this.everything(who) : undefined;
    if (everything !== undefined) return [everything];
    const free = who.boundary === undefined || this.boundaryIsPower(who, who.boundary);
    const paths = escalations.filter(({ within, actions: [first] }) => (free || !within) && steps.has(first));
    const [iam, ...rest] = paths.flatMap((path) => this.open(who, path) ?? []);
    if (iam?.id === "iam-full-access") return [iam];
    const ways = [
      ...(iam === undefined ? [] : [iam, ...rest]),
      ...(steps.has("iam:PassRole") ? passingServices.flatMap((passing) => this.pass(who, passing) ?? []) : []),
      ...this.assumed(who, steps),
      ...takeovers.flatMap((takeover) => (steps.has(takeover.action) ? this.takeOver(who, takeover) : [])),
    ];
    return ways.length > 0 || who.boundary === undefined ? ways : this.boundaryRemoved(who);
  }

  /** Whether any statement is about what paths need: most policies are done with here. */
  private mayBe({ held, arn }: Principal): boolean {
    if (this.stepsOf(held).size > 0) return true;
    return [...this.account.roles.values()].some(({ trust }) =>
      trust?.statements.some(({ principals = [] }) => principals.some(({ id }) => id === arn || id === "*")),
    );
  }

  /** The first steps of paths that somebody may take, in whatever way. */
  private stepsOf(held: readonly Held[]): ReadonlySet<string> {
    return this.firstOf.get(held, "step", () => {
      return new Set(held.flatMap(({ policy }) => (policy === undefined ? [] : this.stepsIn(policy))));
    });
  }

  private stepsIn(policy: Policy): readonly string[] {
    let known = this.steps.get(policy);
    if (known === undefined) {
      known = firstSteps.filter((action) => this.permissions.statements(policy, action).length > 0);
      this.steps.set(policy, known);
    }
    return known;
  }

  private everything(who: Principal): Escalation | undefined {
    const [first] = fullAccess;
    if (!fullAccess.every((action) => this.permissions.can(who, action, "*"))) return undefined;
    const opening = this.permissions.can(who, first, "*");
    return opening && { id: "full-access", name: "full access", ...opening };
  }

  /** What a user gives to itself stays within its boundary. */
  private boundaryIsPower({ kind, arn }: Principal, boundary: Held): boolean {
    return boundary.policy === undefined || this.find({ kind, arn, held: [boundary], groups: [] }).length > 0;
  }

  private boundaryRemoved(who: Principal): readonly Escalation[] {
    const { kind } = who;
    for (const [action, carried] of Object.entries(boundaryActions(this.account.partition)[kind])) {
      const opening = this.permissions.can(who, action, who.arn, carried);
      if (opening !== undefined && this.find({ ...who, boundary: undefined }).length > 0)
        return [{ id: "own-boundary", name: `${action} on its own permissions boundary`, ...opening }];
    }
    return [];
  }

  private open(who: Principal, path: Path): Escalation | undefined {
    const [first] = path.actions;
    for (const target of this.targetsOf(who, path)) {
      const allowing = path.actions.map((action) =>
        this.permissions.can(who, action, target, { attaches: path.attaches }),
      );
      const [opening] = allowing;
      if (opening === undefined || allowing.includes(undefined)) continue;
      return { id: path.id, name: path.name ?? first, ...opening, ...this.told(target, who) };
    }
    return undefined;
  }

  /** Where a path leads to power: on oneself, on what one has, on a known administrator, or on what is not known. */
  private targetsOf(who: Principal, { actions: [action], target }: Path): readonly string[] {
    const { users, roles } = this.account;
    switch (target) {
      case "self":
        return [who.arn];
      case "own policy":
        return [...this.ownPolicies(who), ...this.targets.strangers(who, action, "policy")];
      case "own group":
        return who.groups;
      case "administrator":
        return [...this.targets.strangers(who, action, "user"), ...this.powerful(who, action, users)];
      case "administrators' group":
        return [...this.targets.strangers(who, action, "group"), ...this.powerfulGroups(who, action)];
      case "assumable role":
        return [
          ...[...roles.values()].flatMap((role) =>
            this.permissions.canAssume(who, role) === undefined ? [] : [role.arn],
          ),
          ...this.targets
            .strangers(who, action, "role")
            .filter((arn) => this.permissions.can(who, "sts:AssumeRole", arn) !== undefined),
        ];
      case "administrative role":
        return [...this.targets.strangers(who, action, "role"), ...this.powerful(who, action, roles)];
    }
  }

  /** Customer policies that somebody has: whoever rewrites one rewrites what it allows. */
  private ownPolicies({ held }: Principal): string[] {
    return held.flatMap(({ id }) => (parseArn(id)?.accountId === this.account.accountId ? [id] : []));
  }

  /** Those who are named, each by its own ARN, and can become administrator. */
  private powerful(who: Principal, action: string, some: ReadonlyMap<string, Principal>): string[] {
    return this.targets.named(who, action).filter((arn) => {
      const other = some.get(arn);
      return other !== undefined && arn !== who.arn && this.of(other).length > 0;
    });
  }

  private powerfulGroups(who: Principal, action: string): string[] {
    return this.targets.named(who, action).filter((arn) => {
      const held = this.account.groups.get(arn);
      // Whoever is in a group already gets nothing from being added to it.
      if (held === undefined || who.groups.includes(arn)) return false;
      const member: Principal = { kind: "user", arn: who.arn, held, groups: [arn] };
      return this.visit(`${who.arn} in ${arn}`, member).length > 0;
    });
  }

  private pass(who: Principal, { service, principal, actions }: Passing): Escalation | undefined {
    const { roles } = this.account;
    const known = this.powerful(who, "iam:PassRole", roles).filter((arn) => trusts(roles.get(arn), principal));
    for (const target of [...this.targets.strangers(who, "iam:PassRole", "role"), ...known]) {
      const opening = this.permissions.can(who, "iam:PassRole", target, { passedTo: principal });
      if (opening === undefined) continue;
      if (!actions.every((action) => this.targets.anywhere(who, action))) return undefined;
      return {
        id: `pass-role-${service}`,
        name: `iam:PassRole with ${service}`,
        ...opening,
        ...this.told(target, who),
      };
    }
    return undefined;
  }

  /** A role of this account that a thing of the kind may have counts as one that some such thing has. */
  private takeOver(who: Principal, takeover: Takeover): Escalation[] {
    const opening = this.targets.anyThing(who, takeover);
    if (opening === undefined) return [];
    const role = [...this.account.roles.values()].find(
      (one) => one.arn !== who.arn && trusts(one, takeover.principal) && this.of(one).length > 0,
    );
    return role === undefined
      ? []
      : [{ id: takeover.id, name: takeover.action, ...opening, ...this.told(role.arn, who) }];
  }

  private assumed(who: Principal, steps: ReadonlySet<string>): readonly Escalation[] {
    const strangers = steps.has("sts:AssumeRole") ? this.targets.strangers(who, "sts:AssumeRole", "role") : [];
    for (const arn of strangers) {
      const opening = this.permissions.can(who, "sts:AssumeRole", arn);
      if (opening !== undefined) return [{ id: "assume-role", name: "sts:AssumeRole", ...opening }];
    }
    for (const role of this.account.roles.values()) {
      const opening = this.permissions.canAssume(who, role);
      if (opening !== undefined && this.of(role).length > 0)
        return [{ id: "assume-role", name: "sts:AssumeRole", ...opening, ...this.told(role.arn, who) }];
    }
    return [];
  }

  private told(target: string, who: Principal): Pick<Escalation, "over"> {
    const { users, roles, groups } = this.account;
    const isKnown = users.has(target) || roles.has(target) || groups.has(target);
    return isKnown && target !== who.arn ? { over: nameOfArn(target) } : {};
  }
}

/** The first step of every path. */
const firstSteps = [
  ...escalations.map(({ actions: [first] }) => first),
  ...["iam:PassRole", "sts:AssumeRole"],
  ...takeovers.map(({ action }) => action),
];

/** How a boundary is removed, or another one put in its place. */
function boundaryActions(partition: Partition): Record<Principal["kind"], Readonly<Record<string, Carried>>> {
  const boundary = awsPolicyArn(partition, "AdministratorAccess");
  return {
    user: { "iam:DeleteUserPermissionsBoundary": {}, "iam:PutUserPermissionsBoundary": { boundary } },
    role: { "iam:DeleteRolePermissionsBoundary": {}, "iam:PutRolePermissionsBoundary": { boundary } },
  };
}
function trusts(role: Principal | undefined, service: string): boolean {
  return (role?.trust?.statements ?? []).some(
    ({ effect, principals = [] }) => effect === "Allow" && principals.some(({ id }) => id === service || id === "*"),
  );
}
