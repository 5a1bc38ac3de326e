/** A part of a page that can be written at several lengths, the fullest first and the last one short. */
export interface Block {
  readonly renditions: readonly string[];
}

/**
 * Writes blocks so that all of them together stay within a budget of UTF-16 units: what stands first may be full, what
 * stands last becomes short. Every block is there in some form.
 */
export function withinBudget(blocks: readonly Block[], budget: number): string {
  const written = blocks.filter(({ renditions }) => renditions[0] !== "");
  const chosen = written.map(({ renditions }) => renditions.at(-1) ?? "");
  let left = budget - length(chosen);
  for (const [index, { renditions }] of written.entries()) {
    const shortest = chosen[index] ?? "";
    const fullest = renditions.find((rendition) => rendition.length - shortest.length <= left) ?? shortest;
    left -= fullest.length - shortest.length;
    chosen[index] = fullest;
  }
  return `${chosen.join("\n\n")}\n`;
}

function length(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.length + 2, 0);
}
