import type { Change, KnownChange } from "./change";
import { ofType } from "./change";
import type { Realms } from "./realms";
import type { Side } from "./side";
import { textOf } from "./values";

/** Lists of all the inline policies that somebody may have, with what names the holder, and what makes such a policy. */
const lists = {
  aws_iam_user_policies_exclusive: { holder: "user_name", policy: "aws_iam_user_policy", of: "user" },
  aws_iam_group_policies_exclusive: { holder: "group_name", policy: "aws_iam_group_policy", of: "group" },
  aws_iam_role_policies_exclusive: { holder: "role_name", policy: "aws_iam_role_policy", of: "role" },
} as const;

type InlineListType = keyof typeof lists;

export type InlineList = KnownChange<InlineListType>;

/**
 * Inline policies that somebody has and no resource of the plan makes. Only what was in the list before the plan can be there: a list takes
 * away and never gives, since it has no documents.
 */
export class UnmanagedInline {
  private readonly managed = new Set<string>();

  public constructor(
    changes: readonly Change[],
    private readonly realms: Realms = () => "",
  ) {
    for (const { policy, of } of Object.values(lists))
      for (const change of ofType(changes, policy))
        for (const values of [change.before, change.after]) {
          const name = textOf(values, "name");
          if (name !== undefined) this.managed.add(this.key(change, of, textOf(values, of) ?? "", name));
        }
  }

  /** Names of those that are there on a side. */
  public of(change: InlineList, side: Side): string[] {
    const { before, after, action, unknown } = change;
    const { holder, of } = lists[change.type];
    const who = textOf(before, holder) ?? "";
    const names = (before?.policy_names ?? []).filter((name) => !this.managed.has(this.key(change, of, who, name)));
    // A list that is deleted, or forgotten, is not there any more; what it names stays.
    const stays = side === "before" || action === "delete" || action === "forget" || unknown.has("policy_names");
    return stays ? names : names.filter((name) => after?.policy_names?.includes(name) === true);
  }

  /** Names of those that the plan takes away. */
  public removed(change: InlineList): string[] {
    const stays = new Set(this.of(change, "after"));
    return this.of(change, "before").filter((name) => !stays.has(name));
  }

  private key(change: Change, of: string, holder: string, name: string): string {
    return [this.realms(change), of, holder, name].join("|");
  }
}
