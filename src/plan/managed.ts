import { type HoldingKind, isNamedByUser } from "../terms/holdings";

/** A thing of a user that a state manages. */
export interface ManagedThing {
  readonly kind: HoldingKind;
  /** AWS's own id: of a login profile the user's name, of a device its serial number, of a policy its name or ARN. */
  readonly id: string;
  /** IAM name. @default - nobody's, as far as the state knows */
  readonly user: string | undefined;
  /** Of a device: whether the state has a user for it. Its destroy deactivates it only then. */
  readonly assigned?: boolean;
}

/** What a state manages of the things that users hold: only what is not in here can be left over. */
export class Managed {
  private readonly things = new Map<string, ManagedThing>();

  /** @param things a later one takes the place of the same one before it */
  public constructor(things: Iterable<ManagedThing>) {
    for (const thing of things) {
      const key = keyOf(thing.user ?? "", thing);
      this.things.set(key, { ...thing, user: thing.user ?? this.things.get(key)?.user });
    }
  }

  public has(user: string, thing: Pick<ManagedThing, "kind" | "id">): boolean {
    return this.things.has(keyOf(user, thing));
  }

  /** Everything of a user, as far as it is known whose it is. */
  public of(user: string): Pick<ManagedThing, "kind" | "id">[] {
    return [...this.things.values()]
      .filter((thing) => thing.user?.toLowerCase() === user.toLowerCase())
      .map(({ kind, id }) => ({ kind, id }));
  }

  /**
   * Whether the state believes that somebody has this device. Its destroy then deactivates it first; where nobody has it
   * any more, the provider takes the refusal of that for success and leaves the device in the account.
   */
  public believesAssigned(serial: string): boolean {
    return this.things.get(keyOf("", { kind: "mfaDevice", id: serial }))?.assigned === true;
  }
}

/** Ids of AWS are enough; names are told apart by their user. Names in IAM are not distinguished by case. */
function keyOf(user: string, { kind, id }: Pick<ManagedThing, "kind" | "id">): string {
  return isNamedByUser(kind) ? `${kind}|${user.toLowerCase()}|${id.toLowerCase()}` : `${kind}|${id.toLowerCase()}`;
}
