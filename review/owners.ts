import type { Fact } from "./facts";
import type { References } from "./references";

/** What belongs to one IAM user in a plan. */
export interface Belongings {
  /** Absent: another stack manages the user, this one only gives or takes things. */
  readonly user: Fact | undefined;
  /** The IAM name, when there is no user to ask. */
  readonly name: string;
  readonly facts: Fact[];
}

/** Attributes that name the user, by type. */
const userAttribute: Readonly<Record<string, string>> = {
  aws_iam_access_key: "user",
  aws_iam_user_login_profile: "user",
  aws_iam_virtual_mfa_device: "user_name",
  aws_iam_user_ssh_key: "username",
  aws_iam_signing_certificate: "user_name",
  aws_iam_service_specific_credential: "user_name",
  aws_iam_user_group_membership: "user",
  aws_iam_user_policy: "user",
  aws_iam_user_policy_attachment: "user",
  aws_iam_user_policies_exclusive: "user_name",
  aws_iam_user_policy_attachments_exclusive: "user_name",
};

export function isPersonal(type: string): boolean {
  return type === "aws_iam_user" || Object.hasOwn(userAttribute, type);
}

/** Finds whose a fact is: by the user's name, else by its address, else by what it refers to. */
export class Owners {
  private readonly byAddress = new Map<string, Belongings>();
  private readonly nameBefore = new Map<string, Belongings>();
  private readonly nameAfter = new Map<string, Belongings>();
  private readonly strangers = new Map<string, Belongings>();

  public constructor(
    facts: readonly Fact[],
    private readonly references: References,
  ) {
    for (const user of facts) {
      if (user.type !== "aws_iam_user" || user.deposed) continue;
      const before = user.before?.text.name;
      const after = user.after?.text.name;
      const belongings = { user, name: after ?? before ?? user.name, facts: [] };
      this.byAddress.set(placeOf(user, user.name), belongings);
      if (before !== undefined) this.nameBefore.set(before, belongings);
      if (after !== undefined) this.nameAfter.set(after, belongings);
    }
    for (const fact of facts) {
      if (fact.type === "aws_iam_user" ? fact.deposed : isPersonal(fact.type)) this.ownerOf(fact).facts.push(fact);
    }
  }

  /** In the order of the plan: users of this stack, then users of others. */
  public all(): Belongings[] {
    return [...this.byAddress.values(), ...this.strangers.values()];
  }

  public ownerOf(fact: Fact): Belongings {
    const attribute = userAttribute[fact.type] ?? "name";
    const before = fact.before?.text[attribute];
    const after = fact.after?.text[attribute];
    // A device is enabled by whoever holds it; that its address belongs to somebody is surer.
    const address = this.byAddress.get(placeOf(fact, fact.name.split("--")[0] ?? ""));
    if (fact.type === "aws_iam_virtual_mfa_device" && address !== undefined) return address;
    return (
      (before === undefined ? undefined : this.nameBefore.get(before)) ??
      (after === undefined ? undefined : this.nameAfter.get(after)) ??
      (after === undefined && before === undefined ? this.referred(fact, attribute) : undefined) ??
      address ??
      this.stranger(after ?? before ?? fact.index ?? fact.name.split("--")[0] ?? fact.name)
    );
  }

  private referred(fact: Fact, attribute: string): Belongings | undefined {
    for (const reference of this.references(fact, attribute)) {
      const name = /^aws_iam_user\.([^.[]+)/.exec(reference)?.[1];
      const found = name === undefined ? undefined : this.byAddress.get(placeOf(fact, name));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private stranger(name: string): Belongings {
    const known = this.strangers.get(name);
    if (known !== undefined) return known;
    const belongings = { user: undefined, name, facts: [] };
    this.strangers.set(name, belongings);
    return belongings;
  }
}

/** One user of a `for_each` is found by its index; its belongings have the same one. */
function placeOf(fact: Fact, name: string): string {
  return `${fact.module}|${name}|${fact.index ?? ""}`;
}
