/**
 * Finds those that make a question fail, by asking it of halves. Whoever fails, fails alone too; who passes alone passes
 * with others.
 * @param passes asked at most `budget` times
 * @returns those that fail; where the budget ended before, also those that were not asked about alone
 */
export async function failing<Item>(
  items: readonly Item[],
  passes: (some: readonly Item[]) => Promise<boolean>,
  budget: number,
): Promise<Item[]> {
  const open: (readonly Item[])[] = halves(items);
  const found: Item[] = [];
  for (let asked = 0; open.length > 0; asked++) {
    const some = open.shift() ?? [];
    if (asked >= budget) found.push(...some);
    else if (await passes(some)) continue;
    else if (some.length === 1) found.push(...some);
    else open.push(...halves(some));
  }
  return found;
}

function halves<Item>(items: readonly Item[]): Item[][] {
  const middle = Math.ceil(items.length / 2);
  return [items.slice(0, middle), items.slice(middle)].filter((half) => half.length > 0);
}
