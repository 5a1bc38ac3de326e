import { isAccountId } from "../terms/arns";
import { groupBy } from "../text/group-by";

/** Something with a name that another thing of the plan may have too. */
export interface Placed {
  readonly name: string;
  readonly realm: string;
  readonly module: string;
}

/**
 * Says where each thing is whose name several have: in which account, or in which module.
 * @returns only those whose names alone do not tell
 */
export function apart<Thing>(things: readonly Thing[], placed: (thing: Thing) => Placed): Map<Thing, string> {
  const told = new Map<Thing, string>();
  for (const same of groupBy(things, (thing) => placed(thing).name).values()) {
    // In one module it is a name that one loses and another gets.
    if (new Set(same.map((thing) => `${placed(thing).realm}|${placed(thing).module}`)).size < 2) continue;
    const realms = new Set(same.map((thing) => placed(thing).realm));
    const alone = realms.size === same.length;
    for (const thing of same) {
      const { realm, module } = placed(thing);
      const account = isAccountId(realm) ? `account ${realm}` : `provider ${realm}`;
      const where = module === "" ? "the root module" : module;
      told.set(thing, alone ? account : realms.size === 1 ? where : `${account}, ${where}`);
    }
  }
  return told;
}
