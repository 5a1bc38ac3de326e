/** More edits than these never mean a word. */
const most = 2;

/** The allowed word that was probably meant: at most two edits away, and at most a third of its length. */
export function didYouMean(word: string, allowed: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of allowed) {
    if (Math.abs(candidate.length - word.length) > most) continue;
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best !== undefined && bestDistance <= Math.min(most, Math.max(1, Math.floor(best.length / 3)))
    ? best
    : undefined;
}

/** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment); infinite where they are too many. */
function editDistance(first: string, second: string): number {
  let older: number[] = [];
  let previous = Array.from({ length: second.length + 1 }, (_, index) => index);
  let leastBefore = 0;
  for (let row = 1; row <= first.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= second.length; column += 1) {
      const cost = first[row - 1] === second[column - 1] ? 0 : 1;
      let best = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + cost,
      );
      if (row > 1 && column > 1 && first[row - 1] === second[column - 2] && first[row - 2] === second[column - 1]) {
        best = Math.min(best, (older[column - 2] ?? 0) + 1);
      }
      current.push(best);
    }
    const least = Math.min(...current);
    // All ways to the end go through one of any two rows that follow each other.
    if (least > most && leastBefore > most) return Number.POSITIVE_INFINITY;
    [older, previous, leastBefore] = [previous, current, least];
  }
  return previous[second.length] ?? 0;
}
