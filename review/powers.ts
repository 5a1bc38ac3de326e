import type { Fact } from "./facts";
import { powerOf } from "./policy-document";
import type { References } from "./references";
import type { PowerChange } from "./review";

export type Side = "before" | "after";

/** What the policies of a plan are called and what they can do. */
export class Powers {
  private readonly addressOfArn = new Map<string, string>();
  private readonly managed = new Map<string, { readonly fact: Fact; readonly power: PowerChange }>();

  public constructor(
    facts: readonly Fact[],
    private readonly references: References,
  ) {
    for (const fact of facts) {
      if (fact.type !== "aws_iam_policy" || fact.deposed) continue;
      this.managed.set(fact.address, { fact, power: powerChange(fact) });
      for (const side of [fact.before, fact.after]) {
        if (side?.text.arn !== undefined) this.addressOfArn.set(side.text.arn, fact.address);
      }
    }
  }

  /** The policy that an attribute names: an address of this plan, or an ARN that lives elsewhere. */
  public named(fact: Fact, attribute: string, side: Side): string | undefined {
    const arn = fact[side]?.text[attribute];
    if (arn !== undefined) return this.ofArn(arn);
    if (side === "before" || !fact.unknown.has(attribute)) return undefined;
    for (const reference of this.references(fact, attribute)) {
      const address = /^aws_iam_policy\.[^.[]+/.exec(reference)?.[0];
      const full = address === undefined ? undefined : `${fact.module === "" ? "" : `${fact.module}.`}${address}`;
      if (full !== undefined && this.managed.has(full)) return full;
    }
    return "a policy that is known after the apply";
  }

  public ofArn(arn: string): string {
    return this.addressOfArn.get(arn) ?? arn;
  }

  /** IAM name of a policy of this plan, else its ARN. */
  public label(id: string): string {
    const fact = this.managed.get(id)?.fact;
    return fact?.after?.text.name ?? fact?.before?.text.name ?? id;
  }

  public isAdministrator(id: string, side: Side): boolean {
    if (/^arn:[a-z-]+:iam::aws:policy\/AdministratorAccess$/.test(id)) return true;
    return this.managed.get(id)?.power.everything[side] ?? false;
  }

  public all(): readonly { readonly fact: Fact; readonly power: PowerChange }[] {
    return [...this.managed.values()];
  }
}

export function powerChange(fact: Fact): PowerChange {
  const same = fact.before?.document === fact.after?.document;
  const before = powerOf(fact.before?.document);
  const after = same ? before : powerOf(fact.after?.document);
  const more = new Set(before?.allows);
  const less = new Set(after?.allows);
  return {
    everything: { before: before?.everything ?? false, after: after?.everything ?? false },
    allowsMore: (after?.allows ?? []).filter((action) => !more.has(action)),
    allowsLess: (before?.allows ?? []).filter((action) => !less.has(action)),
  };
}
