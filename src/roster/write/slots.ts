/** Gives names to things that have none in the roster yet; each is given once. */
export class Slots {
  private readonly taken: Set<string>;

  public constructor(taken: Iterable<string>) {
    this.taken = new Set(taken);
  }

  /** The wish, or the wish with a number. @param wish letters, digits and _ + = , . @ - */
  public take(wish: string): string {
    const base = wish.slice(0, 60);
    let name = base;
    for (let number = 2; this.taken.has(name); number++) name = `${base}-${number}`;
    this.taken.add(name);
    return name;
  }

  /** The first letter that is free: slots of access keys are a and b. */
  public letter(): string {
    const free = [..."abcdefgh"].find((letter) => !this.taken.has(letter)) ?? "key";
    return this.take(free);
  }
}

const SERVICES: Readonly<Record<string, string>> = {
  "codecommit.amazonaws.com": "git",
  "cassandra.amazonaws.com": "keyspaces",
};

/** `git` for CodeCommit; else the service's own first word. */
export function serviceSlot(service: string): string {
  return SERVICES[service] ?? service.split(".")[0] ?? service;
}

/** `phone` of a device `alice-phone` of alice; else the device's own name. */
export function deviceSlot(device: string, user: string): string {
  const own = device.toLowerCase().startsWith(`${user.toLowerCase()}-`) ? device.slice(user.length + 1) : device;
  return own === "" ? device : own;
}
