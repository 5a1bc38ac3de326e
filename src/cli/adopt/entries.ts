import type { InState } from "../../adopt/in-state";
import type { Roster, User } from "../../roster/index";
import { addressOf } from "../../terms/addresses";

/** Users of a roster by their IAM names, which AWS does not tell apart by case. */
export class Entries {
  private readonly byName: ReadonlyMap<string, User>;

  public constructor(
    roster: Roster,
    private readonly state: InState,
  ) {
    this.byName = new Map(roster.users.map((user) => [lower(user.name), user]));
  }

  public of(name: string): User | undefined {
    return this.byName.get(lower(name));
  }

  /** Whether the state has the user. */
  public manages(name: string): boolean {
    const key = this.of(name)?.key;
    return key !== undefined && has(this.state, "aws_iam_user", key);
  }
}

export const lower = (name: string) => name.toLowerCase();

export const has = (state: InState, type: string, key: string) => state.addresses.has(`${type}.${addressOf(key)}`);
