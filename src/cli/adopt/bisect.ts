export interface Failing<Item> {
  /** Those that fail alone. */
  readonly found: readonly Item[];
  /** Where the questions ended before: some of these fail. */
  readonly among: readonly Item[];
}

/**
 * Finds those that make a question fail, by asking it of halves. Whoever fails, fails alone too; who passes alone passes
 * with others.
 * @param passes asked at most `budget` times
 */
export async function failing<Item>(
  items: readonly Item[],
  passes: (some: readonly Item[]) => Promise<boolean>,
  budget: number,
): Promise<Failing<Item>> {
  const open: (readonly Item[])[] = halves(items);
  const found: Item[] = [];
  for (let asked = 0; open.length > 0 && asked < budget; asked++) {
    const some = open.shift() ?? [];
    if (await passes(some)) continue;
    if (some.length === 1) found.push(...some);
    else open.push(...halves(some));
  }
  return { found, among: open.flat() };
}

function halves<Item>(items: readonly Item[]): Item[][] {
  const middle = Math.ceil(items.length / 2);
  return [items.slice(0, middle), items.slice(middle)].filter((half) => half.length > 0);
}
