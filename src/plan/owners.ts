import { isPersonal, userAttributeOf } from "../terms/holdings";
import { Blocks } from "./blocks";
import { type Change, type KnownChange, ofType } from "./change";
import type { Realms } from "./realms";
import type { References } from "./references";
import type { Resource } from "./resource";
import { textOf, type Values } from "./values";

/** What belongs to one IAM user in a plan. */
export interface Belongings {
  /** The address of the user, else its account and name: the same as in `Names`. */
  readonly key: string;
  /** The account that the user is in, as `Realms` tells. */
  readonly realm: string;
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
  private readonly byKey = new Map<string, Belongings>();
  private readonly byAddress = new Map<string, Belongings>();
  /** By module and index, whatever the block is called; `undefined` where several users have it. */
  private readonly byIndex = new Map<string, Belongings | undefined>();
  private readonly nameBefore = new Map<string, Belongings[]>();
  private readonly nameAfter = new Map<string, Belongings[]>();
  private readonly users: Blocks<KnownChange<"aws_iam_user">>;
  private readonly strangers = new Map<string, Belongings>();
  private readonly known = new WeakMap<KnownChange, Belongings>();

  public constructor(
    changes: readonly Change[],
    private readonly references: References,
    private readonly realms: Realms = () => "",
  ) {
    const users = ofType(changes, "aws_iam_user").filter(({ deposed }) => !deposed);
    this.users = new Blocks(users);
    for (const user of users) this.addUser(user);
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
    const known = this.known.get(change);
    if (known !== undefined) return known;
    const { before, after } = namesIn(change);
    const name = after ?? before ?? change.index ?? change.name.split("--")[0] ?? change.name;
    const found = this.find(change) ?? this.stranger(`${this.realms(change)}|${name}`, name);
    this.known.set(change, found);
    return found;
  }

  /** The user of this plan who has a thing, or is it. */
  public find(thing: Thing): Belongings | undefined {
    const { before, after } = namesIn(thing);
    const address = this.atAddress(thing);
    // A device is enabled by whoever holds it; that its address belongs to somebody is surer.
    if (thing.resourceType === "aws_iam_virtual_mfa_device" && address !== undefined) return address;
    return (
      this.called(before, this.nameBefore, thing, address) ??
      this.called(after, this.nameAfter, thing, address) ??
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
  public nameNow(name: string, list: Resource): string {
    const { user } = this.called(name, this.nameBefore, list) ?? this.called(name, this.nameAfter, list) ?? nobody;
    return (user === undefined ? undefined : userName(user.before)) ?? name;
  }

  /** Whom a key of `Names` means: the address of a user, or whoever is called so. */
  public ofKey(key: string, name: string): Belongings {
    const found = this.byKey.get(key);
    return found ?? this.stranger(key, name);
  }

  /** In another account the same name is somebody else, and in another module it may be. */
  private called(
    name: string | undefined,
    names: ReadonlyMap<string, readonly Belongings[]>,
    thing: Resource,
    address?: Belongings,
  ): Belongings | undefined {
    const all = name === undefined ? undefined : names.get(`${this.realms(thing)}|${name}`);
    if (all === undefined || all.length < 2) return all?.[0];
    if (address !== undefined && all.includes(address)) return address;
    return all.find(({ user }) => user?.module === thing.module) ?? all[0];
  }

  private addUser(user: KnownChange<"aws_iam_user">): void {
    const before = user.before?.name;
    const after = user.after?.name;
    const realm = this.realms(user);
    const belongings = { key: user.address, realm, user, name: after ?? before ?? user.name, changes: [] };
    this.byKey.set(user.address, belongings);
    this.byAddress.set(placeOf(user, user.name), belongings);
    if (user.index !== undefined) {
      const place = placeOf(user, "");
      this.byIndex.set(place, this.byIndex.has(place) ? undefined : belongings);
    }
    const add = (names: Map<string, Belongings[]>, name: string | undefined) => {
      if (name === undefined) return;
      const same = names.get(`${realm}|${name}`);
      if (same === undefined) names.set(`${realm}|${name}`, [belongings]);
      else same.push(belongings);
    };
    add(this.nameBefore, before);
    add(this.nameAfter, after);
  }

  /** `aws_iam_user.alice` has `aws_iam_virtual_mfa_device.alice--phone`; `people["bob.doe"]` has `phones["bob.doe"]`. */
  private atAddress(thing: Thing): Belongings | undefined {
    const own = this.byAddress.get(placeOf(thing, thing.name.split("--")[0] ?? ""));
    return own ?? (thing.index === undefined ? undefined : this.byIndex.get(placeOf(thing, "")));
  }

  private referred(thing: Thing): Belongings | undefined {
    const [user] = this.users.of(thing, this.references(thing, attributeOf(thing)));
    return user === undefined ? undefined : this.byAddress.get(placeOf(user, user.name));
  }

  private stranger(key: string, name: string): Belongings {
    const known = this.strangers.get(key);
    if (known !== undefined) return known;
    const realm = key.slice(0, key.lastIndexOf("|"));
    const belongings = { key, realm, user: undefined, name, changes: [] };
    this.strangers.set(key, belongings);
    return belongings;
  }
}

const nobody = { user: undefined };

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
