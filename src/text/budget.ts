/** A part of a page that can be written at several lengths, the fullest first and the last one short. */
export interface Block {
  readonly renditions: readonly string[];
  /** Its last but one rendition comes before anything else is full: it names what must not be missed. @default false */
  readonly whole?: boolean;
}

/**
 * Writes blocks so that all of them together stay within a budget of UTF-16 units: what stands first may be full, what
 * stands last becomes short. Every block is there in some form.
 */
export function withinBudget(blocks: readonly Block[], budget: number): string {
  const written = blocks.filter(({ renditions }) => renditions[0] !== "");
  const chosen = written.map(({ renditions }) => renditions.at(-1) ?? "");
  let left = budget - length(chosen);
  const write = (index: number, renditions: readonly string[]) => {
    const so = chosen[index] ?? "";
    const fullest = renditions.find((rendition) => rendition.length - so.length <= left) ?? so;
    left -= fullest.length - so.length;
    chosen[index] = fullest;
  };
  for (const [index, { renditions, whole }] of written.entries()) if (whole) write(index, renditions.slice(-2));
  for (const [index, { renditions }] of written.entries()) write(index, renditions);
  return `${chosen.join("\n\n")}\n`;
}

function length(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.length + 2, 0);
}
