import { type Change, type KnownChange, ofType } from "../plan/change";
import { PolicyText } from "../plan/policy-text";
import type { References } from "../plan/references";
import { textOf } from "../plan/values";
import { actionsBeyond, allowedActions } from "../policy/allowed-actions";
import { readPolicy } from "../policy/document";
import { allowsEverything } from "../policy/power";
import type { Side } from "./account-side";
import type { PowerChange } from "./review";

type PolicyFact = KnownChange<"aws_iam_policy">;
/** A change of something that has a policy document. */
type DocumentChange = KnownChange<"aws_iam_policy" | "aws_iam_group_policy" | "aws_iam_user_policy">;

/** What the policies of a plan are called and what they can do. */
export class Powers {
  private readonly addressOfArn = new Map<string, string>();
  private readonly managed = new Map<string, { readonly change: PolicyFact; readonly power: PowerChange }>();

  public constructor(
    changes: readonly Change[],
    private readonly references: References,
  ) {
    for (const change of ofType(changes, "aws_iam_policy")) {
      if (change.deposed) continue;
      this.managed.set(change.address, { change, power: powerChange(change) });
      for (const side of [change.before, change.after]) {
        if (side?.arn !== undefined) this.addressOfArn.set(side.arn, change.address);
      }
    }
  }

  /** The policy that an attribute names: an address of this plan, or an ARN that is managed elsewhere. */
  public named(change: Change, attribute: string, side: Side): string | undefined {
    const arn = textOf(change[side], attribute);
    if (arn !== undefined) return this.ofArn(arn);
    if (side === "before" || !change.unknown.has(attribute)) return undefined;
    for (const reference of this.references(change, attribute)) {
      const address = /^aws_iam_policy\.[^.[]+/.exec(reference)?.[0];
      const full = address === undefined ? undefined : `${change.module === "" ? "" : `${change.module}.`}${address}`;
      if (full !== undefined && this.managed.has(full)) return full;
    }
    return "a policy that is known after the apply";
  }

  public ofArn(arn: string): string {
    return this.addressOfArn.get(arn) ?? arn;
  }

  /** IAM name of a policy of this plan, else its ARN. */
  public label(id: string): string {
    const change = this.managed.get(id)?.change;
    return change?.after?.name ?? change?.before?.name ?? id;
  }

  public all(): readonly { readonly change: PolicyFact; readonly power: PowerChange }[] {
    return [...this.managed.values()];
  }
}

export function powerChange(change: DocumentChange): PowerChange {
  const same = PolicyText.same(change.before?.policy, change.after?.policy);
  const before = allowedIn(change.before?.policy);
  const after = same ? before : allowedIn(change.after?.policy);
  return {
    everything: { before: before.everything, after: after.everything },
    allowsMore: actionsBeyond(after.actions, before.actions),
    allowsLess: actionsBeyond(before.actions, after.actions),
  };
}

function allowedIn(text: PolicyText | undefined) {
  const policy = readPolicy(text?.read());
  if (policy === undefined) return { everything: false, actions: [] };
  return { everything: allowsEverything(policy), actions: allowedActions(policy) };
}
