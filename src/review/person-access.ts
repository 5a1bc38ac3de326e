import { awsActions } from "../catalogue/aws-actions";
import type { NamesByType, Side } from "../plan/names";
import type { Belongings, Owners } from "../plan/owners";
import type { Plan } from "../plan/read";
import { type Access, accessOf, Coverage, noAccess } from "../policy/access";
import { accessLevels } from "../policy/actions";
import {
  type AccessChange,
  type AccessChanges,
  type ActionClass,
  classesOf,
  compare,
  compareIn,
} from "../policy/compare";
import type { Policy, Statement } from "../policy/document";
import { type Escalation, Power } from "../policy/power";
import { type Held, havingOnly, type Principal } from "../policy/principal";
import { type AccessPart, summarise } from "../policy/summary";
import { nameOfArn } from "../terms/arns";
import { defined } from "../text/defined";
import { once } from "../text/once";
import { type AccountSides, accountSides } from "./account-sides";
import type { PolicyDocuments } from "./policy-documents";
import type { AccessGain, AccessLoss, PersonAccess, Way } from "./review";

/** What people of a plan can do, before and after it. */
export class PeoplesAccess {
  private readonly accounts: ReadonlyMap<string, Account>;
  private readonly coverage = once(() => new Coverage(awsActions()));
  private readonly numbers = new Map<Policy | undefined, Map<string, number>>();
  private counted = 0;
  private readonly numberOf = new WeakMap<Held, number>();
  private readonly personal = new Map<Policy, ReadonlySet<string>>();
  private readonly classes = new Map<string, readonly ActionClass[]>();
  private readonly compared = new Map<string, AccessChanges>();
  private readonly told = new WeakMap<AccessChanges, Pick<PersonAccess, "gained" | "lost" | "unknown">>();

  public constructor(plan: Plan, owners: Owners, names: NamesByType, documents: PolicyDocuments) {
    this.accounts = new Map(
      [...accountSides(plan, owners, names, documents)].map(([realm, sides]) => {
        return [realm, { sides, power: { before: new Power(sides.before), after: new Power(sides.after) } }] as const;
      }),
    );
  }

  /** @returns undefined where nothing changes and there is no power to speak of */
  public of({ realm, key }: Pick<Belongings, "realm" | "key">): PersonAccess | undefined {
    const account = this.accounts.get(realm);
    if (account === undefined) return undefined;
    const [before, after] = [account.sides.before.user(key), account.sides.after.user(key)];
    const power = { before: waysOf(account.power.before, before), after: waysOf(account.power.after, after) };
    const changes = after === undefined ? undefined : this.changes(account, before, after);
    const told =
      changes === undefined ? { gained: [], lost: [], unknown: [] } : this.tell(account, changes, before, after);
    const isSilent = told.gained.length + told.lost.length + told.unknown.length === 0;
    return isSilent && power.before.length + power.after.length === 0 ? undefined : { ...told, power };
  }

  /** Whether the boundary that somebody has after the plan allows what the one before it did not. */
  public boundaryAllows({ realm, key }: Pick<Belongings, "realm" | "key">): Allows {
    const sides = this.accounts.get(realm)?.sides;
    const [before, after] = [sides?.before.user(key)?.boundary, sides?.after.user(key)?.boundary];
    return before === undefined || after === undefined ? "no more" : this.allows(before.policy, after.policy);
  }

  /** The same of a policy that is rewritten, or that another one takes the place of. */
  public allows(before: Policy | undefined, after: Policy | undefined): Allows {
    if (before === after) return "no more";
    if (before === undefined || after === undefined) return "not known";
    // Whose policy it is does not matter for what it allows.
    const { gained } = compare(accessOf(havingOnly(before)), accessOf(havingOnly(after)), this.coverage());
    return gained.length > 0 ? "more" : "no more";
  }

  /** How somebody can become administrator on one side. */
  public power({ realm, key }: Pick<Belongings, "realm" | "key">, side: Side): readonly Escalation[] {
    const account = this.accounts.get(realm);
    const who = account?.sides[side].user(key);
    return account === undefined || who === undefined ? [] : account.power[side].of(who);
  }

  /** How members of a group can become administrator. */
  public groupPower({ realm, key }: GroupKey, side: Side): readonly Escalation[] {
    const account = this.accounts.get(realm);
    const member = account?.sides[side].group(key);
    return account === undefined || member === undefined ? [] : account.power[side].of(member);
  }

  /** Addresses of what gives something after the plan, where who gets it is known after the apply only. */
  public unplaced(): string[] {
    return [...this.accounts.values()].flatMap(({ sides }) => [...sides.after.unplaced]);
  }

  /** Addresses of roles that can become administrator, where who may assume them is known after the apply only. */
  public openRoles(): string[] {
    return [...this.accounts.values()].flatMap(({ sides, power }) =>
      [...sides.after.openRoles].flatMap(([address, role]) => (power.after.of(role).length > 0 ? [address] : [])),
    );
  }

  private changes(account: Account, before: Principal | undefined, after: Principal): AccessChanges {
    const own = this.compare(before, after);
    const [could, can] = [assumable(account, "before", before), assumable(account, "after", after)];
    const roles = [...new Set([...could.keys(), ...can.keys()])].map((arn) => {
      const was = could.get(arn);
      return through(nameOfArn(arn), this.compare(was, can.get(arn) ?? gone(was ?? after)));
    });
    if (roles.length === 0) return own;
    return {
      gained: [own, ...roles].flatMap(({ gained }) => gained),
      lost: [own, ...roles].flatMap(({ lost }) => lost),
      unknown: [own, ...roles].flatMap(({ unknown }) => unknown),
    };
  }

  /**
   * Many people have the same policies before and the same after: they are compared once, unless what changes is written in
   * words that mean something else for each of them.
   */
  private compare(before: Principal | undefined, after: Principal): AccessChanges {
    const [was, is] = [this.key(before), this.key(after)];
    if (was === is) return nothing;
    const policies = `${was}\n\n${is}`;
    const known = this.compared.get(policies);
    if (known !== undefined) return known;
    // Who is renamed is the same person: its own name in a policy is no other resource.
    const one = before === undefined ? noAccess(after) : accessOf({ ...before, arn: after.arn });
    const other = accessOf(after);
    const classes = this.classes.get(policies) ?? classesOf(one, other, this.coverage());
    this.classes.set(policies, classes);
    const personal = [before, after].some((who) => who !== undefined && this.isPersonal(who, classes));
    const key = personal ? `${after.arn}\n\n${policies}` : policies;
    const found = this.compared.get(key) ?? compareIn(classes, one, other, this.coverage());
    this.compared.set(key, found);
    return found;
  }

  private key(who: Principal | undefined): string {
    if (who === undefined) return "";
    const numbers = who.held.map((held) => this.keyOf(held)).sort((one, other) => one - other);
    return who.boundary === undefined ? numbers.join() : `${numbers.join()} within ${this.keyOf(who.boundary)}`;
  }

  /** A number for each policy and way to it; for each policy that is not known one of its own. */
  private keyOf(held: Held): number {
    const known = this.numberOf.get(held);
    if (known !== undefined) return known;
    const { policy, id, through } = held;
    const ways = this.numbers.get(policy) ?? new Map<string, number>();
    this.numbers.set(policy, ways);
    const way = policy === undefined ? id : through;
    const number = ways.get(way) ?? this.counted++;
    ways.set(way, number);
    this.numberOf.set(held, number);
    return number;
  }

  /** Whether what somebody has, in the services that change, depends on who that is. */
  private isPersonal({ held, boundary }: Principal, classes: readonly ActionClass[]): boolean {
    if (classes.some(({ grants }) => [...grants].some(dependsOnWho))) return true;
    return [...held, boundary].some((each) => {
      if (each?.policy === undefined) return false;
      const services = this.personal.get(each.policy) ?? this.personalIn(each.policy);
      this.personal.set(each.policy, services);
      return services.size > 0 && classes.some(({ service }) => services.has(service));
    });
  }

  /** Services of which a policy speaks in words that depend on who has it. */
  private personalIn({ statements }: Policy): ReadonlySet<string> {
    const covered = statements.filter(dependsOnWho).flatMap((statement) => this.coverage().of(statement));
    return new Set(covered.map((index) => this.coverage().actions.serviceAt(index)));
  }

  private tell(account: Account, changes: AccessChanges, before: Principal | undefined, after: Principal | undefined) {
    const known = this.told.get(changes);
    if (known !== undefined) return known;
    const { gained, lost, unknown } = changes;
    const empty = gained.length + lost.length === 0;
    const parts = (some: readonly AccessChange[]) => (empty ? [] : summarise(some, this.coverage().actions));
    const isBoth = before !== undefined && after !== undefined;
    const accesses = (side: Side, who: Principal | undefined) =>
      once(() =>
        isBoth && who !== undefined
          ? [who, ...assumable(account, side, who).values()].map((each) => accessOf(each))
          : [],
      );
    const [had, has] = [accesses("before", before), accesses("after", after)];
    const all = new Set(gained.length === 0 ? [] : this.becomeWhole(account, before, after));
    const told = {
      gained: [
        ...[...all].map((role) => everything(gained, role)),
        ...parts(gained.filter(({ held }) => !all.has(held.role))).map(
          (part): AccessGain => ({ ...part, before: this.inService(part, had) }),
        ),
      ],
      // Whoever keeps some of a service has not lost it, whatever the old policy said.
      lost: parts(lost.map((change) => ({ ...change, full: false }))).map(
        (part): AccessLoss => ({ ...part, kept: this.inService(part, has) }),
      ),
      unknown: unknown.map(({ through }) => through),
    };
    this.told.set(changes, told);
    return told;
  }

  /** Who may now do everything and could not before: somebody herself (undefined), and roles that she may assume, by name. */
  private becomeWhole(
    account: Account,
    before: Principal | undefined,
    after: Principal | undefined,
  ): (string | undefined)[] {
    if (after === undefined) return [];
    const could = assumable(account, "before", before);
    const sides: [string | undefined, Principal | undefined, Principal][] = [
      [undefined, before, after],
      ...[...assumable(account, "after", after)].map(([arn, role]): [string, Principal | undefined, Principal] => [
        nameOfArn(arn),
        could.get(arn),
        role,
      ]),
    ];
    return sides.flatMap(([role, was, is]) => (allowsAll(is) && !(was !== undefined && allowsAll(was)) ? [role] : []));
  }

  /** What somebody can do on one side in the service of a part. */
  private inService({ services }: AccessPart, accesses: () => readonly Access[]): AccessGain["before"] {
    const [service] = services;
    if (service === undefined || services.length > 1) return [];
    const parts = summarise(
      accesses().flatMap((access) => compare(noAccess(access.who), access, this.coverage(), service).gained),
      this.coverage().actions,
    );
    return parts.map(({ levels, full, resources }) => ({ levels, full, resources }));
  }
}

/** Whether one statement allows everything, and nothing takes away from it: then nobody has to read what is new service by service. */
function allowsAll(who: Principal): boolean {
  const { allows, denies, limits } = accessOf(who);
  if (denies.length > 0 || limits !== undefined) return false;
  return allows.some(({ statement: { actions = [], resources = [], conditions } }) => {
    return (
      conditions.length === 0 &&
      resources.includes("*") &&
      actions.some((pattern) => /^\*{1,9}(?::\*{1,9})?$/.test(pattern))
    );
  });
}

function everything(gained: readonly AccessChange[], role: string | undefined): AccessGain {
  const own = gained.filter(({ held }) => held.role === role);
  const actions = new Set(own.flatMap((change) => change.actions.map(({ name }) => name)));
  return {
    ...{ services: [], levels: accessLevels, full: true, resources: ["*"], conditions: [], over: "nothing" },
    ...{ actions: actions.size, examples: [...actions].slice(0, 3), before: [] },
    through: [...new Set(own.map(({ held }) => held.through))],
    ...defined({ role }),
  };
}

export type Allows = "more" | "no more" | "not known";

/** One account of a plan, before and after it. */
interface Account {
  readonly sides: AccountSides;
  readonly power: Readonly<Record<Side, Power>>;
}

/** Which group: that of `Names`, in the account that it is in. */
export interface GroupKey {
  readonly realm: string;
  readonly key: string;
}

function waysOf(power: Power, who: Principal | undefined): Way[] {
  return (who === undefined ? [] : power.of(who)).map(({ id, name, held, statement, over }) => ({
    ...{ id, name },
    ...defined({ through: held?.through, over, sid: statement?.sid, statement: statement?.place }),
  }));
}

/** The roles that somebody may assume, by ARN. */
function assumable({ sides, power }: Account, side: Side, who: Principal | undefined): ReadonlyMap<string, Principal> {
  const roles = who === undefined ? [] : [...sides[side].roles];
  return new Map(
    roles.filter(([, role]) => who !== undefined && power[side].permissions.canAssume(who, role) !== undefined),
  );
}

const nothing: AccessChanges = { gained: [], lost: [], unknown: [] };

function gone(who: Principal): Principal {
  return { ...who, held: [], boundary: undefined };
}

function through(role: string, { gained, lost, unknown }: AccessChanges): AccessChanges {
  const named = (held: Held): Held => ({ ...held, through: `role ${role}, ${held.through}`, role });
  const all = (changes: readonly AccessChange[]) => changes.map((change) => ({ ...change, held: named(change.held) }));
  return { gained: all(gained), lost: all(lost), unknown: unknown.map(named) };
}

/** Whether what a statement says depends on who has it. */
function dependsOnWho({ resources = [], notResources = [], conditions }: Statement): boolean {
  const isVariable = (text: string) => text.includes("${");
  return (
    [...resources, ...notResources].some(isVariable) ||
    conditions.some(({ key, values }) => /^aws:(username|principal)/i.test(key) || values.some(isVariable))
  );
}
