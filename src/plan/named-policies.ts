import { Blocks } from "./blocks";
import { type KnownChange, ofType } from "./change";
import type { Plan } from "./read";
import type { References } from "./references";
import { type Side, valuesOn } from "./side";
import { textsOf } from "./values";

/** A policy that an attribute names: by its ARN, or one that the plan makes, or one that is known after the apply only. */
export type NamedPolicy =
  | { readonly kind: "arn"; readonly arn: string }
  | { readonly kind: "made"; readonly policy: KnownChange<"aws_iam_policy"> }
  | { readonly kind: "open"; readonly by: KnownChange };

/** What names one policy of one holder; a list of policies may name it through them. */
const attachmentTypes = [
  "aws_iam_user_policy_attachment",
  "aws_iam_group_policy_attachment",
  "aws_iam_role_policy_attachment",
] as const;

/** Attributes that name several. */
const lists: ReadonlySet<string> = new Set(["policy_arns", "managed_policy_arns"]);

/** Finds the policies that an attribute names, those too whose ARNs are known after the apply only. */
export class NamedPolicies {
  private readonly policies: Blocks<KnownChange<"aws_iam_policy">>;
  private readonly attachments: Blocks<KnownChange<(typeof attachmentTypes)[number]>>;
  private readonly references: References;

  public constructor({ changes, references }: Pick<Plan, "changes" | "references">) {
    this.policies = new Blocks(ofType(changes, "aws_iam_policy").filter(({ deposed }) => !deposed));
    this.attachments = new Blocks(ofType(changes, ...attachmentTypes).filter(({ deposed }) => !deposed));
    this.references = references;
  }

  public all(change: KnownChange, attribute: string, side: Side): NamedPolicy[] {
    return this.find(change, attribute, side, new Set());
  }

  /** @param asked changes that have led here: a plan that somebody wrote may lead in a circle */
  private find(change: KnownChange, attribute: string, side: Side, asked: ReadonlySet<KnownChange>): NamedPolicy[] {
    const known = textsOf(valuesOn(change, side), attribute).map((arn): NamedPolicy => ({ kind: "arn", arn }));
    const isUnknown = change.unknown.has(attribute) || change.partly.has(attribute);
    if (side === "before" || change.action === "forget" || !isUnknown) return known;
    const references = this.references(change, attribute);
    const through = new Map(
      references.to.flatMap((to) => {
        const those = this.attachments.of(change, { to: [to] }).filter((one) => !asked.has(one));
        return those.length === 0 ? [] : [[to, those] as const];
      }),
    );
    const direct = references.to.filter((to) => !through.has(to));
    const made = this.policies.allOf(change, { ...references, to: direct });
    const found = [
      ...[...through.values()]
        .flat()
        .flatMap((one) => this.find(one, "policy_arn", side, new Set([...asked, change, one]))),
      ...made.found.flatMap((policy): NamedPolicy[] =>
        valuesOn(policy, side) === undefined ? [] : [{ kind: "made", policy }],
      ),
    ];
    // Of a set of the older kind Terraform does not even tell what else is in it.
    const isHidden = attribute === "managed_policy_arns" && change.unknown.has(attribute);
    const isOpen = found.length === 0 || isHidden || (lists.has(attribute) && !made.isWhole);
    return [...known, ...found, ...(isOpen ? [{ kind: "open", by: change } as const] : [])];
  }
}
