import { awsPolicyOf } from "../../catalogue/aws-policies";
import { type KnownChange, ofType } from "../../plan/change";
import { type Side, thereOn, valuesOn } from "../../plan/side";
import type { Policy } from "../../policy/document";
import { powerOfPolicy } from "../../policy/policy-power";
import { awsPolicyName } from "../../terms/partitions";
import type { Concern, Context, DangerRule } from "../danger";

export const permissionSetWidened: DangerRule = {
  id: "permission-set-widened",
  severity: "error",
  summary:
    "A permission set of IAM Identity Center newly makes an administrator, or somebody is newly assigned one; a warning where what it allows is not in this plan.",
  why: "Whoever is assigned it is no user of this account, and no line about a person says so.",
  fix: "Remove what opens the way; or apply it in a change of its own, which whoever answers for Identity Center reviews.",
  opener: "roster",
  check: (context) => {
    const [was, is] = [new Sets(context, "before"), new Sets(context, "after")];
    const grants = [...is.all()].flatMap(({ set, address, policy, what }): Concern[] => {
      const [way] = policy === undefined ? [] : powerOfPolicy(policy);
      if (way === undefined || was.power(set) !== undefined) return [];
      const message = `the permission set ${is.label(set)} can newly become administrator, through ${way.name} (${what})`;
      return [{ message, address }];
    });
    const assigned = thereOn("after", context.changes, "aws_ssoadmin_account_assignment").flatMap((change) =>
      isNew(change) ? [assignment(change, is)] : [],
    );
    return [...grants, ...assigned];
  },
};

function isNew({ action, importing }: KnownChange): boolean {
  return (action === "create" || action === "replace") && !importing;
}

function assignment(change: KnownChange<"aws_ssoadmin_account_assignment">, sets: Sets): Concern {
  const {
    principal_type = "PRINCIPAL",
    principal_id = "that is known after the apply",
    target_id,
  } = change.after ?? {};
  const { address } = change;
  const set = sets.of(change);
  const where = target_id === undefined ? "" : ` in account ${target_id}`;
  const gets = `${principal_type.toLowerCase()} ${principal_id} newly gets the permission set ${sets.label(set)}${where}`;
  const power = sets.power(set);
  if (power !== undefined) return { message: `${gets}, and can become administrator there, through ${power}`, address };
  const known = sets.isKnown(set) ? "" : "; what it allows is not in this plan";
  return {
    message: `${gets}${known}`,
    address,
    severity: "warning",
    fix: "Look at the permission set in Identity Center.",
  };
}

const types = ["aws_ssoadmin_managed_policy_attachment", "aws_ssoadmin_permission_set_inline_policy"] as const;

interface Part {
  readonly set: string;
  readonly address: string;
  readonly what: string;
  readonly policy: Policy | undefined;
}

/** Permission sets with their policies on one side: by ARN, or by the address of one that the plan makes. */
class Sets {
  private readonly parts: readonly Part[];
  private readonly names = new Map<string, string>();

  public constructor(
    private readonly context: Context,
    side: Side,
  ) {
    for (const change of thereOn(side, context.changes, "aws_ssoadmin_permission_set")) {
      const { arn, name = change.name } = valuesOn(change, side) ?? {};
      for (const key of [arn, change.address]) if (key !== undefined) this.names.set(key, name);
    }
    this.parts = thereOn(side, context.changes, ...types).map((change) => this.part(change, side));
  }

  public all(): readonly Part[] {
    return this.parts;
  }

  public label(set: string): string {
    return this.names.get(set) ?? set;
  }

  public isKnown(set: string): boolean {
    return this.parts.some((part) => part.set === set && part.policy !== undefined);
  }

  /** How whoever has it can become administrator. */
  public power(set: string): string | undefined {
    const ways = this.parts.flatMap((part) =>
      part.set === set && part.policy !== undefined ? powerOfPolicy(part.policy) : [],
    );
    return ways[0]?.name;
  }

  public of(
    change: KnownChange<(typeof types)[number] | "aws_ssoadmin_account_assignment">,
    side: Side = "after",
  ): string {
    const arn = valuesOn(change, side)?.permission_set_arn;
    if (arn !== undefined) return arn;
    const made = ofType(this.context.changes, "aws_ssoadmin_permission_set");
    const { to } = this.context.references(change, "permission_set_arn");
    const [reference] = to;
    const found = made.find(
      ({ module, name }) => module === reference?.module && reference.block === `aws_ssoadmin_permission_set.${name}`,
    );
    return found?.address ?? "that is known after the apply";
  }

  private part(change: KnownChange<(typeof types)[number]>, side: Side): Part {
    const { address } = change;
    const set = this.of(change, side);
    if (change.type === "aws_ssoadmin_permission_set_inline_policy") {
      const policy = this.context.documentOf(valuesOn(change, side)?.inline_policy);
      return { set, address, what: "inline policy", policy };
    }
    const arn = valuesOn(change, side)?.managed_policy_arn ?? "";
    return { set, address, what: `policy ${awsPolicyName(arn) ?? arn}`, policy: awsPolicyOf(arn) };
  }
}
