import { addressOf } from "../../terms/addresses";

/** Gives names to things that have none in the roster yet; each is given once, and no two share an address. */
export class Slots {
  /** Addresses. */
  private readonly taken: Set<string>;

  public constructor(taken: Iterable<string>) {
    this.taken = new Set([...taken].map((key) => addressOf(key)));
  }

  /** The wish, or the wish with a number. @param wish letters, digits and _ + = , . @ - */
  public take(wish: string): string {
    // The one key that a roster refuses.
    const base = wish === "__proto__" ? "proto" : wish.slice(0, 60);
    let name = base;
    for (let number = 2; this.has(name); number++) name = `${base}-${number}`;
    this.taken.add(addressOf(name));
    return name;
  }

  /** The first letter that is free: slots of access keys are a and b. */
  public letter(): string {
    const free = [..."abcdefgh"].find((letter) => !this.has(letter)) ?? "key";
    return this.take(free);
  }

  private has(key: string): boolean {
    return this.taken.has(addressOf(key));
  }
}

const SERVICES: Readonly<Record<string, string>> = {
  "codecommit.amazonaws.com": "git",
  "cassandra.amazonaws.com": "keyspaces",
};

/** `git` for CodeCommit; otherwise the service's own first word. */
export function serviceSlot(service: string): string {
  return SERVICES[service] ?? service.split(".")[0] ?? service;
}

/** `phone` of a device `alice-phone` of alice; otherwise the device's own name. */
export function deviceSlot(device: string, user: string): string {
  const own = device.toLowerCase().startsWith(`${user.toLowerCase()}-`) ? device.slice(user.length + 1) : device;
  return own === "" ? device : own;
}
