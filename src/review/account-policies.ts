import { awsPolicyOf } from "../catalogue/aws-policies";
import type { KnownChange } from "../plan/change";
import type { PolicyText } from "../plan/policy-text";
import { type Side, valuesOn } from "../plan/side";
import { textOf } from "../plan/values";
import type { Policy } from "../policy/document";
import type { Held } from "../policy/principal";
import { nameOfArn } from "../terms/arns";
import { awsPolicyName, iamArn, type Partition } from "../terms/partitions";
import type { WholePlan } from "./whole-plan";

/** The policies of an account on one side of a plan, and which of them somebody has by a change. */
export class AccountPolicies {
  private readonly byArn = new Map<string, Held>();
  private readonly arnOfAddress = new Map<string, string>();

  public constructor(
    private readonly side: Side,
    policies: readonly KnownChange<"aws_iam_policy">[],
    { partition, accountId }: { readonly partition: Partition; readonly accountId: string },
    private readonly whole: Pick<WholePlan, "documents" | "policies">,
  ) {
    for (const change of policies) {
      const values = valuesOn(change, side);
      const name = values?.name ?? change.name;
      const made = iamArn(partition, accountId, `policy${values?.path ?? "/"}${name}`);
      // In another module of the same account the same name is another policy, until AWS refuses one.
      const id = values?.arn ?? (this.byArn.has(made) ? `${made} of ${change.address}` : made);
      this.byArn.set(id, { id, through: `policy ${name}`, policy: this.document(values?.policy) });
      this.arnOfAddress.set(change.address, id);
    }
  }

  /** Policies that an attribute names, those too whose ARNs are known after the apply only. */
  public attached(change: KnownChange, attribute: string, prefix: string): Held[] {
    return this.whole.policies.all(change, attribute, this.side).map((named) => {
      if (named.kind === "arn") return this.managed(named.arn, prefix);
      const made = named.kind === "made" ? this.arnOfAddress.get(named.policy.address) : undefined;
      const by = named.kind === "open" ? named.by : change;
      const through = `${prefix}a policy that is known after the apply`;
      return made === undefined ? { id: by.address, through, policy: undefined } : this.managed(made, prefix);
    });
  }

  public inline(change: KnownChange, prefix: string, text: PolicyText | undefined): Held {
    const name = textOf(valuesOn(change, this.side), "name") ?? change.name;
    return { id: change.address, through: `${prefix}inline policy ${name}`, policy: this.document(text) };
  }

  public document(text: PolicyText | undefined): Policy | undefined {
    return this.whole.documents.of(text);
  }

  private managed(id: string, prefix: string): Held {
    const own = this.byArn.get(id);
    if (own !== undefined) return { ...own, through: `${prefix}${own.through}` };
    const through = `${prefix}policy ${awsPolicyName(id) ?? nameOfArn(id)}`;
    return { id, through, policy: awsPolicyOf(id) };
  }
}
