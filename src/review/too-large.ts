import type { Concern, Context } from "./danger";

/** Below it a share says nothing: one of three is a third. */
const leastPeople = 10;

interface Words {
  /** @param limit what stands under guards, to be said after the number */
  readonly number: (limit: string) => string;
  readonly share: (limit: string) => string;
}

/** Whether so many of all people are more than `guards:` let one change touch. */
export function tooLarge(
  touched: number,
  all: number,
  { settings: { maxRemovals, maxRemovalShare }, rosters }: Pick<Context, "settings" | "rosters">,
  words: Words,
): Concern[] {
  const place = rosters.placeAt("guards");
  if (touched > maxRemovals) return [{ message: words.number(`; guards.maxRemovals is ${maxRemovals}`), place }];
  if (all < leastPeople || touched / all <= maxRemovalShare) return [];
  const share = Math.round((touched / all) * 100);
  return [{ message: words.share(`, ${share} %; guards.maxRemovalShare is ${maxRemovalShare}`), place }];
}
