import { awsActions } from "../catalogue/aws-actions";
import type { NamesByType } from "../plan/names";
import type { Belongings, Owners } from "../plan/owners";
import type { Plan } from "../plan/read";
import type { Side } from "../plan/side";
import { accessOf, Coverage } from "../policy/access";
import { type AccessChange, type AccessChanges, compare } from "../policy/compare";
import type { Policy } from "../policy/document";
import { type Escalation, Power } from "../policy/power";
import { type Held, havingOnly, type Principal } from "../policy/principal";
import { dependsOnTag } from "../policy/principal-tags";
import { nameOfArn } from "../terms/arns";
import { defined } from "../text/defined";
import { once } from "../text/once";
import { AccessLines } from "./access-lines";
import { type Account, assumable } from "./account";
import { accountSides, unknownAccount } from "./account-sides";
import { Comparisons } from "./comparisons";
import type { PersonAccess, Way } from "./model/access";
import type { PolicyDocuments } from "./policy-documents";

/** What people of a plan can do, before and after it. */
export class PeoplesAccess {
  private readonly accounts: ReadonlyMap<string, Account>;
  private readonly coverage = once(() => new Coverage(awsActions()));
  private readonly comparisons = new Comparisons(this.coverage);
  private readonly lines = new AccessLines(this.coverage);

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
      changes === undefined ? { gained: [], lost: [], unknown: [] } : this.lines.of(account, changes, before, after);
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

  /** How somebody can have code run as the role of any function, instance or the like, on one side. */
  public takeovers({ realm, key }: Pick<Belongings, "realm" | "key">, side: Side): ReturnType<Power["takeovers"]> {
    const account = this.accounts.get(realm);
    const who = account?.sides[side].user(key);
    return account === undefined || who === undefined ? [] : account.power[side].takeovers(who);
  }

  /** What depends on a tag of somebody after the plan: policies that she has, and roles that look at it. */
  public tagged({ realm, key }: Pick<Belongings, "realm" | "key">, tag: string): string[] {
    const side = this.accounts.get(realm)?.sides.after;
    const who = side?.user(key);
    if (side === undefined || who === undefined) return [];
    const depends = (policy: Policy | undefined) =>
      policy?.statements.some((statement) => dependsOnTag(statement, tag)) === true;
    const held = [...who.held, ...(who.boundary === undefined ? [] : [who.boundary])];
    return [
      ...held.filter(({ policy }) => depends(policy)).map(({ through }) => through),
      ...[...side.roles.values()].filter(({ trust }) => depends(trust)).map(({ arn }) => `role ${nameOfArn(arn)}`),
    ];
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

  /** Roles that are there after the plan, by address. */
  public readonly roles = once((): ReadonlyMap<string, RoleSides> => {
    const sides = [...this.accounts.values()].flatMap(({ sides: { before, after }, power }) =>
      [...after.madeRoles].map(([address, role]) => {
        const was = before.madeRoles.get(address);
        const ways = { before: was === undefined ? [] : power.before.of(was), after: power.after.of(role) };
        return [address, { before: was, after: role, ways }] as const;
      }),
    );
    return new Map(sides);
  });

  /** The account that a realm is, where the plan tells. */
  public accountIdOf(realm: string): string | undefined {
    const accountId = this.accounts.get(realm)?.sides.after.accountId;
    return accountId === undefined || accountId === unknownAccount ? undefined : accountId;
  }

  private changes(account: Account, before: Principal | undefined, after: Principal): AccessChanges {
    const own = this.comparisons.of(before, after);
    const [could, can] = [assumable(account, "before", before), assumable(account, "after", after)];
    const roles = [...new Set([...could.keys(), ...can.keys()])].map((arn) => {
      const was = could.get(arn);
      return through(nameOfArn(arn), this.comparisons.of(was, can.get(arn) ?? gone(was ?? after)));
    });
    if (roles.length === 0) return own;
    return {
      gained: [own, ...roles].flatMap(({ gained }) => gained),
      lost: [own, ...roles].flatMap(({ lost }) => lost),
      unknown: [own, ...roles].flatMap(({ unknown }) => unknown),
    };
  }
}

/** A role on both sides, with how it can become administrator. */
export interface RoleSides {
  readonly before: Principal | undefined;
  readonly after: Principal;
  readonly ways: Readonly<Record<Side, readonly Escalation[]>>;
}

export type Allows = "more" | "no more" | "not known";

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

function gone(who: Principal): Principal {
  return { ...who, held: [], boundary: undefined };
}

function through(role: string, { gained, lost, unknown }: AccessChanges): AccessChanges {
  const named = (held: Held): Held => ({ ...held, through: `role ${role}, ${held.through}`, role });
  const all = (changes: readonly AccessChange[]) => changes.map((change) => ({ ...change, held: named(change.held) }));
  return { gained: all(gained), lost: all(lost), unknown: unknown.map(named) };
}
