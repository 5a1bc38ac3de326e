import { type Change, type KnownChange, ofType } from "../plan/change";
import { PolicyText } from "../plan/policy-text";
import type { References } from "../plan/references";
import { textOf } from "../plan/values";
import { readPolicy } from "../policy/document";
import { allowsBeyond, isAdministratorPolicy, type Power, powerOf } from "../policy/power";
import type { PowerChange } from "./review";

export type Side = "before" | "after";

type PolicyFact = KnownChange<"aws_iam_policy">;
/** A change of something that has a policy document. */
type DocumentChange = KnownChange<"aws_iam_policy" | "aws_iam_group_policy" | "aws_iam_user_policy">;

/** What the policies of a plan are called and what they can do. */
export class Powers {
  private readonly addressOfArn = new Map<string, string>();
  private readonly managed = new Map<string, { readonly fact: PolicyFact; readonly power: PowerChange }>();

  public constructor(
    facts: readonly Change[],
    private readonly references: References,
  ) {
    for (const fact of ofType(facts, "aws_iam_policy")) {
      if (fact.deposed) continue;
      this.managed.set(fact.address, { fact, power: powerChange(fact) });
      for (const side of [fact.before, fact.after]) {
        if (side?.arn !== undefined) this.addressOfArn.set(side.arn, fact.address);
      }
    }
  }

  /** The policy that an attribute names: an address of this plan, or an ARN that lives elsewhere. */
  public named(fact: Change, attribute: string, side: Side): string | undefined {
    const arn = textOf(fact[side], attribute);
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
    return fact?.after?.name ?? fact?.before?.name ?? id;
  }

  public isAdministrator(id: string, side: Side): boolean {
    if (isAdministratorPolicy(id)) return true;
    return this.managed.get(id)?.power.everything[side] ?? false;
  }

  public all(): readonly { readonly fact: PolicyFact; readonly power: PowerChange }[] {
    return [...this.managed.values()];
  }
}

export function powerChange(fact: DocumentChange): PowerChange {
  const same = PolicyText.same(fact.before?.policy, fact.after?.policy);
  const before = powerIn(fact.before?.policy);
  const after = same ? before : powerIn(fact.after?.policy);
  return {
    everything: { before: before?.everything ?? false, after: after?.everything ?? false },
    allowsMore: allowsBeyond(after, before),
    allowsLess: allowsBeyond(before, after),
  };
}

function powerIn(text: PolicyText | undefined): Power | undefined {
  const policy = readPolicy(text?.read());
  return policy && powerOf(policy);
}
