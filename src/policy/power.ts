import { nameOfArn, parseArn } from "../terms/arns";
import { awsPolicyArn, iamArn, type Partition } from "../terms/partitions";
import type { Policy, Statement } from "./document";
import { escalations, fullAccess, type Kind, type Passing, type Path, passingServices } from "./escalations";
import { type Decision, evaluate } from "./evaluate";
import { contextOfPrincipal, type Held, type Principal } from "./principal";
import { scopesOf } from "./scope";
import { coversAction } from "./statements";

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

/** What is known of an account beside the one who is looked at. */
export interface Known {
  readonly partition: Partition;
  readonly accountId: string;
  /** By ARN. */
  readonly users: ReadonlyMap<string, Principal>;
  readonly roles: ReadonlyMap<string, Principal>;
  /** Groups with what they hold, by ARN. */
  readonly groups: ReadonlyMap<string, readonly Held[]>;
}

interface Allowing {
  readonly statement: Statement;
  readonly held: Held;
}

interface Resources {
  readonly wide: readonly string[];
  readonly exact: readonly string[];
  /** The exact ones with the version of the policy: equal keys mean the same. */
  readonly keys: readonly string[];
}

/** What a request says beside its action and resource, for conditions on it. */
interface Carried {
  /** The request attaches AdministratorAccess. */
  readonly attaches?: boolean | undefined;
  readonly passedTo?: string;
  /** ARN of a boundary that is put in the place of the one there is. */
  readonly boundary?: string;
}

/**
 * Who can become administrator, and how: the one definition for whatever asks. A way counts where a statement allows it and
 * no Deny and no boundary is certain to be in the way; a condition does not make it harmless, unless it can never hold.
 */
export class Power {
  private readonly known = new Map<string, readonly Escalation[]>();
  private readonly steps = new WeakMap<Policy, readonly string[]>();
  private readonly resources = new WeakMap<Statement, Resources>();
  private readonly allowed = new WeakMap<Policy, Map<string, readonly Statement[]>>();
  /** ARNs that are looked at for the question that is being answered. */
  private readonly visited = new Set<string>();

  public constructor(private readonly account: Known) {}

  /** All ways; who has full access, or full access to IAM, needs no other. */
  public of(who: Principal): readonly Escalation[] {
    const { arn } = who;
    const known = this.known.get(arn);
    if (known !== undefined) return known;
    if (this.visited.has(arn)) return [];
    const isFirst = this.visited.size === 0;
    this.visited.add(arn);
    const found = this.find(who);
    // Nothing that was found on the way of another question may only mean that the way is a circle.
    if (isFirst) this.visited.clear();
    if (isFirst || found.length > 0) this.known.set(arn, found);
    return found;
  }

  /** The ways that one policy opens by itself. */
  public ofPolicy(who: Principal, held: Held): readonly Escalation[] {
    return this.find({ ...who, held: [held] });
  }

  private find(who: Principal): readonly Escalation[] {
    if (!this.mayBe(who)) return [];
    const steps = this.stepsOf(who);
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
    ];
    return ways.length > 0 || who.boundary === undefined ? ways : this.boundaryRemoved(who);
  }

  /** Whether any statement is about what paths need: most policies are done with here. */
  private mayBe({ held, arn }: Principal): boolean {
    if (held.some(({ policy }) => policy !== undefined && this.stepsIn(policy).length > 0)) return true;
    return [...this.account.roles.values()].some(({ trust }) =>
      trust?.statements.some(({ principals = [] }) => principals.some(({ id }) => id === arn || id === "*")),
    );
  }

  /** The first steps of paths that somebody may take, in whatever way. */
  private stepsOf({ held }: Principal): ReadonlySet<string> {
    const steps = new Set<string>();
    for (const { policy } of held) if (policy !== undefined) for (const step of this.stepsIn(policy)) steps.add(step);
    return steps;
  }

  private stepsIn(policy: Policy): readonly string[] {
    let known = this.steps.get(policy);
    if (known === undefined) {
      known = firstSteps.filter((action) => this.statements(policy, action).length > 0);
      this.steps.set(policy, known);
    }
    return known;
  }

  private everything(who: Principal): Escalation | undefined {
    const [first] = fullAccess;
    if (!fullAccess.every((action) => this.can(who, action, "*"))) return undefined;
    const opening = this.can(who, first, "*");
    return opening && { id: "full-access", name: "full access", ...opening };
  }

  /** What a user gives to itself stays within its boundary. */
  private boundaryIsPower({ kind, arn }: Principal, boundary: Held): boolean {
    return boundary.policy === undefined || this.find({ kind, arn, held: [boundary], groups: [] }).length > 0;
  }

  private boundaryRemoved(who: Principal): readonly Escalation[] {
    const { kind } = who;
    for (const [action, carried] of Object.entries(boundaryActions(this.account.partition)[kind])) {
      const opening = this.can(who, action, who.arn, carried);
      if (opening !== undefined && this.find({ ...who, boundary: undefined }).length > 0)
        return [{ id: "own-boundary", name: `${action} on its own permissions boundary`, ...opening }];
    }
    return [];
  }

  private open(who: Principal, path: Path): Escalation | undefined {
    const [first] = path.actions;
    for (const target of this.targets(who, path)) {
      const allowing = path.actions.map((action) => this.can(who, action, target, { attaches: path.attaches }));
      const [opening] = allowing;
      if (opening === undefined || allowing.includes(undefined)) continue;
      return { id: path.id, name: path.name ?? first, ...opening, ...this.told(target, who) };
    }
    return undefined;
  }

  /** Where a path leads to power: on oneself, on what one has, on a known administrator, or on what is not known. */
  private targets(who: Principal, { actions: [action], target }: Path): readonly string[] {
    const { users, roles } = this.account;
    switch (target) {
      case "self":
        return [who.arn];
      case "own policy":
        return [...this.ownPolicies(who), ...this.strangers(who, action, "policy")];
      case "own group":
        return who.groups;
      case "administrator":
        return [...this.strangers(who, action, "user"), ...this.powerful(who, action, users)];
      case "administrators' group":
        return [...this.strangers(who, action, "group"), ...this.powerfulGroups(who, action)];
      case "assumable role":
        return [
          ...[...roles.values()].flatMap((role) => (this.canAssume(who, role) === undefined ? [] : [role.arn])),
          ...this.strangers(who, action, "role").filter((arn) => this.can(who, "sts:AssumeRole", arn) !== undefined),
        ];
      case "administrative role":
        return [...this.strangers(who, action, "role"), ...this.powerful(who, action, roles)];
    }
  }

  /** Customer policies that somebody has: whoever rewrites one rewrites what it allows. */
  private ownPolicies({ held }: Principal): string[] {
    return held.flatMap(({ id }) => (parseArn(id)?.accountId === this.account.accountId ? [id] : []));
  }

  /** Those who are named, each by its own ARN, and can become administrator. */
  private powerful(who: Principal, action: string, some: ReadonlyMap<string, Principal>): string[] {
    return this.named(who, action).filter((arn) => {
      const other = some.get(arn);
      return other !== undefined && arn !== who.arn && this.of(other).length > 0;
    });
  }

  private powerfulGroups(who: Principal, action: string): string[] {
    return this.named(who, action).filter((arn) => {
      const held = this.account.groups.get(arn);
      return held !== undefined && this.find({ kind: "user", arn: who.arn, held, groups: [arn] }).length > 0;
    });
  }

  /** ARNs that statements about an action name without a wildcard. */
  private named(who: Principal, action: string): string[] {
    const context = contextOfPrincipal(who);
    const found = new Set<string>();
    // Thousands of people have many policies that name the same.
    const done = new Set<string>();
    for (const { statement, held } of this.allowing(who, action)) {
      const version = held.policy?.version;
      const written = this.resourcesOf(statement, version);
      const resources = written.exact.filter((_, at) => !done.has(written.keys[at] ?? ""));
      if (resources.length === 0) continue;
      if (statement.conditions.length === 0) for (const key of written.keys) done.add(key);
      for (const { terms } of scopesOf({ ...statement, resources }, version, context))
        for (const term of terms) if ("pattern" in term && !/[*?]/.test(term.pattern)) found.add(term.pattern);
    }
    return [...found];
  }

  /** ARNs of things that are not known, where a pattern covers more than those that are. */
  private strangers(who: Principal, action: string, kind: Kind): string[] {
    const { partition, accountId } = this.account;
    const found = new Set<string>();
    for (const { statement, held } of this.allowing(who, action)) {
      const { wide: patterns } = this.resourcesOf(statement, held.policy?.version);
      if (patterns.length > 0 || statement.notResources !== undefined)
        found.add(iamArn(partition, accountId, `${kind}/any-other`));
      for (const pattern of patterns) {
        const arn = filledIn(pattern, this.account);
        if (parseArn(arn)?.resource.startsWith(`${kind}/`)) found.add(arn);
      }
    }
    found.delete(who.arn);
    return [...found];
  }

  /** Resources of a statement that has this version: patterns with a wildcard, and what is named exactly. */
  private resourcesOf(statement: Statement, version: string | undefined): Resources {
    let known = this.resources.get(statement);
    if (known === undefined) {
      const all = statement.resources ?? [];
      const exact = all.filter((text) => !/[*?]/.test(text));
      known = {
        wide: all.filter((text) => /[*?]/.test(text)),
        exact,
        keys: exact.map((text) => `${version} ${text}`),
      };
      this.resources.set(statement, known);
    }
    return known;
  }

  private pass(who: Principal, { service, principal, actions }: Passing): Escalation | undefined {
    const { roles } = this.account;
    const known = this.powerful(who, "iam:PassRole", roles).filter((arn) => trusts(roles.get(arn), principal));
    for (const target of [...this.strangers(who, "iam:PassRole", "role"), ...known]) {
      const opening = this.can(who, "iam:PassRole", target, { passedTo: principal });
      if (opening === undefined) continue;
      if (!actions.every((action) => this.anywhere(who, action))) return undefined;
      return {
        id: `pass-role-${service}`,
        name: `iam:PassRole with ${service}`,
        ...opening,
        ...this.told(target, who),
      };
    }
    return undefined;
  }

  private assumed(who: Principal, steps: ReadonlySet<string>): readonly Escalation[] {
    const strangers = steps.has("sts:AssumeRole") ? this.strangers(who, "sts:AssumeRole", "role") : [];
    for (const arn of strangers) {
      const opening = this.can(who, "sts:AssumeRole", arn);
      if (opening !== undefined) return [{ id: "assume-role", name: "sts:AssumeRole", ...opening }];
    }
    for (const role of this.account.roles.values()) {
      const opening = this.canAssume(who, role);
      if (opening !== undefined && this.of(role).length > 0)
        return [{ id: "assume-role", name: "sts:AssumeRole", ...opening, ...this.told(role.arn, who) }];
    }
    return [];
  }

  /** What lets somebody assume a role; empty where its trust policy alone does. */
  public canAssume(who: Principal, role: Principal): Partial<Allowing> | undefined {
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

  /** Whether an action is allowed on anything at all. */
  private anywhere(who: Principal, action: string): boolean {
    const patterns = this.allowing(who, action).flatMap(({ statement }) => statement.resources ?? ["*"]);
    return patterns.some((pattern) => this.can(who, action, pattern === "*" ? "*" : filledIn(pattern, this.account)));
  }

  private can(who: Principal, action: string, resource: string, carried: Carried = {}): Allowing | undefined {
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

  private openingIn(who: Principal, statements: Decision["statements"]): Allowing | undefined {
    for (const { statement, verdict } of statements) {
      if (statement.effect !== "Allow" || verdict === "fails") continue;
      const held = who.held.find(({ policy }) => policy?.statements.includes(statement));
      if (held !== undefined) return { statement, held };
    }
    return undefined;
  }

  /** Of each policy the statements are found once for an action: thousands of people have the same ones. */
  private allowing({ held }: Principal, action: string): Allowing[] {
    const found: Allowing[] = [];
    for (const each of held)
      if (each.policy !== undefined)
        for (const statement of this.statements(each.policy, action)) found.push({ statement, held: each });
    return found;
  }

  private statements(policy: Policy, action: string): readonly Statement[] {
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

  private told(target: string, who: Principal): Pick<Escalation, "over"> {
    const { users, roles, groups } = this.account;
    const isKnown = users.has(target) || roles.has(target) || groups.has(target);
    return isKnown && target !== who.arn ? { over: nameOfArn(target) } : {};
  }
}

/** Whether whoever has nothing but this policy may do everything. */
export function allowsEverything(policy: Policy): boolean {
  const allows = policy.statements.filter(({ effect }) => effect === "Allow");
  if (!fullAccess.every((action) => allows.some((statement) => coversAction(statement, action)))) return false;
  const account = {
    partition: "aws",
    accountId: "000000000000",
    users: new Map(),
    roles: new Map(),
    groups: new Map(),
  } as const;
  const held = [{ id: "policy", through: "policy", policy }];
  const ways = new Power(account).of({
    kind: "user",
    arn: iamArn("aws", "000000000000", "user/anybody"),
    held,
    groups: [],
  });
  return ways.some(({ id }) => id === "full-access");
}

/** The first step of every path. */
const firstSteps = [...escalations.map(({ actions: [first] }) => first), ...["iam:PassRole", "sts:AssumeRole"]];

/** How a boundary is removed, or another one put in its place. */
function boundaryActions(partition: Partition): Record<Principal["kind"], Readonly<Record<string, Carried>>> {
  const boundary = awsPolicyArn(partition, "AdministratorAccess");
  return {
    user: { "iam:DeleteUserPermissionsBoundary": {}, "iam:PutUserPermissionsBoundary": { boundary } },
    role: { "iam:DeleteRolePermissionsBoundary": {}, "iam:PutRolePermissionsBoundary": { boundary } },
  };
}
function policiesOf({ held, boundary }: Principal) {
  return {
    identity: held.flatMap(({ policy }) => policy ?? []),
    // A boundary that is not known may allow everything.
    limits:
      boundary?.policy === undefined ? [] : [{ kind: "permissions boundary" as const, policies: [boundary.policy] }],
  };
}

function trusts(role: Principal | undefined, service: string): boolean {
  return (role?.trust?.statements ?? []).some(
    ({ effect, principals = [] }) => effect === "Allow" && principals.some(({ id }) => id === service || id === "*"),
  );
}

/** An ARN that a pattern covers. */
function filledIn(pattern: string, { partition, accountId }: Pick<Known, "partition" | "accountId">): string {
  const [scheme = "", ...parts] = pattern.split(":");
  const [inPartition = "", service = "", region = "", account = "", ...rest] = parts;
  const text = (part: string, star: string) =>
    part
      .replace(/\$\{[^}]{0,512}\}/g, "any")
      .replace(/\*+/g, star)
      .replaceAll("?", "a");
  if (rest.length === 0) return text(pattern, "any");
  const head = [text(scheme, "arn"), text(inPartition, partition), text(service, "iam"), text(region, "")];
  return [...head, text(account, accountId), text(rest.join(":"), "any")].join(":");
}
