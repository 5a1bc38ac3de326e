import type { Account, User } from "../../../src/sandbox/state";
import { AccountBuilder } from "../account-builder";
import { MESSY_TODAY } from "../messy-account";
import type { Oddity, Spot } from "./oddity";

/** An account with some oddities, and what adopt has to leave outside of it. */
export interface OddAccount {
  readonly oddities: readonly Oddity[];
  /** Titles, sorted. */
  readonly outside: readonly string[];
}

interface Options {
  readonly seed: number;
  /** Whether customer managed policies are adopted too. */
  readonly takePolicies: boolean;
  /** Whether a plan is made too: some things only a plan shows. */
  readonly planned: boolean;
}

/**
 * Puts so many accounts into one, each with three oddities: their things have names of their own. Every oddity is in some
 * account, and which ones meet, in one user or in several, depends on the seed.
 */
export function oddAccounts(account: Account, count: number, all: readonly Oddity[], options: Options): OddAccount[] {
  const random = numbers(options.seed);
  const build = new AccountBuilder(account, MESSY_TODAY);
  const deck = shuffled(all, random);
  const used = new Set<Oddity>();
  const next = (at: number): Oddity => {
    const oddity = deck[at % deck.length] as Oddity;
    if (oddity.once !== true || !used.has(oddity)) return oddity;
    return next(at + 1 + Math.floor(random() * deck.length));
  };
  return Array.from({ length: count }, (_, number) => {
    const n = `a${String(number).padStart(3, "0")}`;
    const chosen: Oddity[] = [];
    for (let at = 0; at < 3; at++) {
      const oddity = next(number * 3 + at);
      used.add(oddity);
      chosen.push(oddity);
    }
    return { oddities: chosen, outside: outsideOf(place(chosen, n, build, random, options.takePolicies), options) };
  });
}

interface Placed {
  readonly oddity: Oddity;
  readonly spot: Spot;
}

/** Each into a user that has room for it, or into one of its own. */
function place(
  chosen: readonly Oddity[],
  n: string,
  build: AccountBuilder,
  random: () => number,
  takePolicies: boolean,
): Placed[] {
  const groups: Oddity[][] = [];
  for (const oddity of chosen) {
    const shares = random() < 0.5;
    const group = groups.find((some) => shares && some.every((one) => one.room !== oddity.room));
    if (group === undefined) groups.push([oddity]);
    else group.push(oddity);
  }
  return groups.flatMap((some, at) => {
    const person = Object.assign({}, ...some.map((one) => one.person?.(`${n}${at}`)));
    const user: User = build.user({ name: `user-${n}-${at}`, bornDaysAgo: 100 + at, ...person });
    return some.map((oddity) => ({ oddity, spot: { build, user, n: `${n}${at}`, takePolicies } }));
  });
}

function outsideOf(placed: readonly Placed[], { planned }: Options): string[] {
  for (const { oddity, spot } of placed) oddity.put?.(spot);
  const titles = placed
    .filter(({ oddity }) => planned || oddity.onlyPlanShows !== true)
    .flatMap(({ oddity, spot }) => oddity.outside?.(spot) ?? []);
  // Of a user who stays outside nothing else is told.
  const users = titles.filter((title) => title.startsWith("user ")).map((title) => title.slice("user ".length));
  return titles.filter((title) => !users.some((user) => title.endsWith(` of ${user}`))).sort();
}

/** Numbers from 0 to 1 that the same seed gives again (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  const list = [...items];
  for (let at = list.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [list[at], list[other]] = [list[other] as Item, list[at] as Item];
  }
  return list;
}
