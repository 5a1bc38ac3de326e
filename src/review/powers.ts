import { type Change, type KnownChange, ofType } from "../plan/change";
import type { NamedPolicies } from "../plan/named-policies";
import type { PolicyText } from "../plan/policy-text";
import type { Side } from "../plan/side";
import { actionsBeyond, allowedActions } from "../policy/allowed-actions";
import type { Policy } from "../policy/document";
import { allowsEverything } from "../policy/policy-power";
import type { PowerChange } from "./model/policy";
import type { PolicyDocuments } from "./policy-documents";

type PolicyFact = KnownChange<"aws_iam_policy">;
/** A change of something that has a policy document. */
type DocumentChange = KnownChange<"aws_iam_policy" | "aws_iam_group_policy" | "aws_iam_user_policy">;

const notKnown = "a policy that is known after the apply";

/** What the policies of a plan are called and what they can do. */
export class Powers {
  private readonly addressOfArn = new Map<string, string>();
  private readonly allowed = new Map<Policy, Allowed>();
  private readonly managed = new Map<string, { readonly change: PolicyFact; readonly power: PowerChange }>();

  public constructor(
    changes: readonly Change[],
    private readonly policies: NamedPolicies,
    private readonly documents: PolicyDocuments,
  ) {
    for (const change of ofType(changes, "aws_iam_policy")) {
      if (change.deposed) continue;
      this.managed.set(change.address, { change, power: this.changeOf(change) });
      for (const side of [change.before, change.after]) {
        if (side?.arn !== undefined) this.addressOfArn.set(side.arn, change.address);
      }
    }
  }

  /** The policy that an attribute names: an address of this plan, or an ARN that is managed elsewhere. */
  public named(change: KnownChange, attribute: string, side: Side): string | undefined {
    return change[side] === undefined ? undefined : this.namedAll(change, attribute, side)[0];
  }

  /** The same of an attribute that may name several. */
  public namedAll(change: KnownChange, attribute: string, side: Side): string[] {
    const ids = this.policies.all(change, attribute, side).map((named) => {
      if (named.kind === "arn") return this.ofArn(named.arn);
      return named.kind === "made" ? named.policy.address : notKnown;
    });
    return [...new Set(ids)];
  }

  public ofArn(arn: string): string {
    return this.addressOfArn.get(arn) ?? arn;
  }

  /** IAM name of a policy of this plan, else its ARN. */
  public label(id: string): string {
    const change = this.managed.get(id)?.change;
    return change?.after?.name ?? change?.before?.name ?? id;
  }

  public policy(address: string): PolicyFact | undefined {
    return this.managed.get(address)?.change;
  }

  public all(): readonly { readonly change: PolicyFact; readonly power: PowerChange }[] {
    return [...this.managed.values()];
  }

  /** What a document allows more, and less, than before. */
  public changeOf({ before, after }: DocumentChange): PowerChange {
    const [was, is] = [this.allowedIn(before?.policy), this.allowedIn(after?.policy)];
    return {
      everything: { before: was.everything, after: is.everything },
      allowsMore: was === is ? [] : actionsBeyond(is.actions, was.actions),
      allowsLess: was === is ? [] : actionsBeyond(was.actions, is.actions),
    };
  }

  private allowedIn(text: PolicyText | undefined): Allowed {
    const policy = this.documents.of(text);
    if (policy === undefined) return nothing;
    const known = this.allowed.get(policy);
    if (known !== undefined) return known;
    const allowed = { everything: allowsEverything(policy), actions: allowedActions(policy) };
    this.allowed.set(policy, allowed);
    return allowed;
  }
}

interface Allowed {
  readonly everything: boolean;
  readonly actions: readonly string[];
}

const nothing: Allowed = { everything: false, actions: [] };
