import { merged } from "./merge";
import type { Pending } from "./pending";
import type { PendingPlace } from "./place";

/**
 * Before version 2 the record lay in `cdktf.out`, which a fresh checkout does not have. One that is still there is read with the
 * other, and is gone once that is written.
 */
export class OldPlace implements PendingPlace {
  public constructor(
    private readonly place: PendingPlace,
    private readonly old: PendingPlace,
  ) {}

  public get where(): string {
    return this.place.where;
  }

  public async read(): Promise<Pending | undefined> {
    const now = await this.place.read();
    const before = await this.old.read();
    return now === undefined || before === undefined ? (now ?? before) : merged(before, now);
  }

  public async write(pending: Pending): Promise<void> {
    await this.place.write(pending);
    await this.old.clear();
  }

  public async clear(): Promise<void> {
    await this.place.clear();
    await this.old.clear();
  }
}
