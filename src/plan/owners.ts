import { isPersonal, userAttributeOf } from "../terms/holdings";
import type { Change, KnownChange } from "./change";
import type { References } from "./references";
import type { Resource } from "./resource";
import { textOf, type Values } from "./values";

/** What belongs to one IAM user in a plan. */
export interface Belongings {
  /** Absent: another stack manages the user, this one only gives or takes things. */
  readonly user: KnownChange<"aws_iam_user"> | undefined;
  /** The IAM name after the plan; of a leaver the last one. */
  readonly name: string;
  /** In the plan's order; old objects that a replacement of the user left behind are among them. */
  readonly changes: KnownChange[];
}

/** Something that may belong to a user: a change, or a resource of the state. */
export interface Thing extends Resource {
  readonly before?: Values | undefined;
  readonly after?: Values | undefined;
}

/**
 * Finds whose a thing is: by the user's name, else by what it refers to, else by its address. This is the only answer
 * to that question: the review and whatever asks the account take it.
 */
export class Owners {
  private readonly byAddress = new Map<string, Belongings>();
  /** By module and index, whatever the block is called; `undefined` where several users have it. */
  private readonly byIndex = new Map<string, Belongings | undefined>();
  private readonly nameBefore = new Map<string, Belongings>();
  private readonly nameAfter = new Map<string, Belongings>();
  private readonly strangers = new Map<string, Belongings>();

  public constructor(
    changes: readonly Change[],
    private readonly references: References,
  ) {
    for (const user of changes) if (user.type === "aws_iam_user" && !user.deposed) this.addUser(user);
    for (const change of changes) {
      if (change.type === "other" || !isPersonal(change.type)) continue;
      if (change.type !== "aws_iam_user" || change.deposed) this.ownerOf(change).changes.push(change);
    }
  }

  /** In the order of the plan: users of this stack, then users of others. */
  public all(): Belongings[] {
    return [...this.byAddress.values(), ...this.strangers.values()];
  }

  /** Whose a change is; a user of another stack is known by what this one says of it. */
  public ownerOf(change: KnownChange): Belongings {
    const { before, after } = namesIn(change);
    return (
      this.find(change) ?? this.stranger(after ?? before ?? change.index ?? change.name.split("--")[0] ?? change.name)
    );
  }

  /** The user of this plan who has a thing, or is it. */
  public find(thing: Thing): Belongings | undefined {
    const { before, after } = namesIn(thing);
    const address = this.atAddress(thing);
    // A device is enabled by whoever holds it; that its address belongs to somebody is surer.
    if (thing.resourceType === "aws_iam_virtual_mfa_device" && address !== undefined) return address;
    return (
      (before === undefined ? undefined : this.nameBefore.get(before)) ??
      (after === undefined ? undefined : this.nameAfter.get(after)) ??
      (after === undefined && before === undefined ? this.referred(thing) : undefined) ??
      address
    );
  }

  /** The name of whoever has a thing, as the account knows it: of a user that is renamed the old one. */
  public nameOf(thing: Thing): string | undefined {
    const user = this.find(thing)?.user;
    const { before, after } = namesIn(thing);
    return user === undefined ? (before ?? after) : (userName(user.before) ?? userName(user.after));
  }

  /** What the account calls a user now, whom a list of members names as before the plan or as after it. */
  public nameNow(name: string): string {
    const user = (this.nameBefore.get(name) ?? this.nameAfter.get(name))?.user;
    return (user === undefined ? undefined : userName(user.before)) ?? name;
  }

  private addUser(user: KnownChange<"aws_iam_user">): void {
    const before = user.before?.name;
    const after = user.after?.name;
    const belongings = { user, name: after ?? before ?? user.name, changes: [] };
    this.byAddress.set(placeOf(user, user.name), belongings);
    if (user.index !== undefined) {
      const place = placeOf(user, "");
      this.byIndex.set(place, this.byIndex.has(place) ? undefined : belongings);
    }
    if (before !== undefined) this.nameBefore.set(before, belongings);
    if (after !== undefined) this.nameAfter.set(after, belongings);
  }

  /** `aws_iam_user.alice` has `aws_iam_virtual_mfa_device.alice--phone`; `people["bob.doe"]` has `phones["bob.doe"]`. */
  private atAddress(thing: Thing): Belongings | undefined {
    const own = this.byAddress.get(placeOf(thing, thing.name.split("--")[0] ?? ""));
    return own ?? (thing.index === undefined ? undefined : this.byIndex.get(placeOf(thing, "")));
  }

  private referred(thing: Thing): Belongings | undefined {
    for (const reference of this.references(thing, attributeOf(thing))) {
      const name = /^aws_iam_user\.([^.[]+)/.exec(reference)?.[1];
      const found = name === undefined ? undefined : this.byAddress.get(placeOf(thing, name));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private stranger(name: string): Belongings {
    const known = this.strangers.get(name);
    if (known !== undefined) return known;
    const belongings = { user: undefined, name, changes: [] };
    this.strangers.set(name, belongings);
    return belongings;
  }
}

/** The IAM name of a user. One that is marked as sensitive stands in the user's id and ARN all the same. */
export function userName(values: Values<"aws_iam_user"> | undefined): string | undefined {
  return values?.name ?? values?.id ?? values?.arn?.slice(values.arn.lastIndexOf("/") + 1);
}

function attributeOf({ resourceType }: Resource): string {
  return userAttributeOf(resourceType) ?? "name";
}

function namesIn(thing: Thing): { before: string | undefined; after: string | undefined } {
  const attribute = attributeOf(thing);
  return { before: textOf(thing.before, attribute), after: textOf(thing.after, attribute) };
}

/** One user of a `for_each` is found by its index; what it has has the same one. */
function placeOf({ module, index }: Resource, name: string): string {
  return `${module}|${name}|${index ?? ""}`;
}
