import type { GuardSettings } from "../roster/roster";

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
  { maxRemovals, maxRemovalShare }: GuardSettings,
  words: Words,
): { readonly message: string }[] {
  if (touched > maxRemovals) return [{ message: words.number(`; guards.maxRemovals is ${maxRemovals}`) }];
  if (all < leastPeople || touched / all <= maxRemovalShare) return [];
  const share = Math.round((touched / all) * 100);
  return [{ message: words.share(`, ${share} %; guards.maxRemovalShare is ${maxRemovalShare}`) }];
}
