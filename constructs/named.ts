/** Several of a kind, each with a key of its own. */
export type Named<Thing> = Readonly<Record<string, Thing>>;

/** The same keys with what is made of each. The result has no prototype: a user may be called `constructor`. */
export function eachNamed<Given, Made>(given: Named<Given>, make: (key: string, given: Given) => Made): Named<Made> {
  const made: Record<string, Made> = Object.create(null);
  for (const [key, thing] of Object.entries(given)) made[key] = make(key, thing);
  return made;
}

/** The entries of a list by their keys. */
export function byKey<Entry extends { readonly key: string }>(list: readonly Entry[]): Named<Entry> {
  const named: Record<string, Entry> = Object.create(null);
  for (const entry of list) named[entry.key] = entry;
  return named;
}
