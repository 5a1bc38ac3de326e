import type { Fact } from "./facts";

/** Keys of users.yaml in the name of a block, see constructs/addresses.ts: `jane_u2e_doe--laptop` is `jane.doe`, `laptop`. */
export function keysOf(name: string): string[] {
  return name.split("--").map(decode);
}

function decode(key: string): string {
  return key.replace(/_u([0-9a-f]{1,6})_/g, (written, hex: string) => {
    const code = Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : written;
  });
}

/** How people call what a fact is about: the key below its owner, or the index of another stack's `for_each`. */
export function keyBelowOwner(fact: Fact): string {
  const below = keysOf(fact.name).slice(1);
  if (below.length > 0) return below.join("/");
  return fact.index ?? decode(fact.name);
}

/** The key of a user, group or policy itself. */
export function ownKey(fact: Fact): string {
  return fact.index ?? decode(fact.name);
}
