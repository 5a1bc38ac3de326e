import { accessOf, type Coverage, noAccess } from "../policy/access";
import { type ActionClass, classesOf } from "../policy/action-classes";
import { ByHeld } from "../policy/by-held";
import { type AccessChanges, compareIn } from "../policy/compare";
import type { Policy, Statement } from "../policy/document";
import type { Held, Principal } from "../policy/principal";

const nothing: AccessChanges = { gained: [], lost: [], unknown: [] };

/**
 * Compares what somebody can do before and after. Many people have the same policies before and the same after: they are
 * compared once, unless what changes is written in words that mean something else for each of them.
 */
export class Comparisons {
  private readonly numbers = new Map<Policy | undefined, Map<string, number>>();
  private counted = 0;
  private readonly numberOf = new WeakMap<Held, number>();
  private readonly numbersOf = new ByHeld<string>();
  private readonly personal = new Map<Policy, ReadonlySet<string>>();
  private readonly classes = new Map<string, readonly ActionClass[]>();
  private readonly compared = new Map<string, AccessChanges>();

  public constructor(private readonly coverage: () => Coverage) {}

  public of(before: Principal | undefined, after: Principal): AccessChanges {
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
    const numbers = this.numbersOf.get(who.held, "", () => this.numbersIn(who.held));
    return who.boundary === undefined ? numbers : `${numbers} within ${this.keyOf(who.boundary)}`;
  }

  private numbersIn(some: readonly Held[]): string {
    const numbers = some.map((held) => this.keyOf(held));
    return numbers.sort((one, other) => one - other).join();
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
}

/** Whether what a statement says depends on who has it. */
function dependsOnWho({ resources = [], notResources = [], conditions }: Statement): boolean {
  const isVariable = (text: string) => text.includes("${");
  return (
    [...resources, ...notResources].some(isVariable) ||
    conditions.some(({ key, values }) => /^aws:(username|principal)/i.test(key) || values.some(isVariable))
  );
}
