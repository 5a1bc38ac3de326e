/** A list that is written as far as the room goes, and says how many more there are. */
export interface CutList {
  readonly head: string;
  readonly items: readonly string[];
  readonly separator: string;
  /** ` and 12 more`. @param left at least 1 */
  readonly more: (left: number) => string;
  readonly foot: string;
}

/** A part of a page that can be written at several lengths, the fullest first and the last one short. */
export interface Block {
  readonly renditions: readonly string[];
  /** Stands between the last two renditions: what fits of it. @default - nothing does */
  readonly list?: CutList;
  /** Its last but one rendition, or its list, comes before anything else is full: it names what must not be missed. @default false */
  readonly whole?: boolean;
  /** Has its room only after all that are not: less important than what may stand below it. @default false */
  readonly later?: boolean;
  /** The next line of what stands before it, as a row of the same table is. @default - a paragraph of its own */
  readonly goesOn?: boolean;
}

/**
 * Writes blocks so that all of them together stay within a budget of UTF-8 bytes: what stands first may be full, what
 * stands last, or may wait, becomes short. Every block is there in some form, and lists fill what is left, in the same order.
 */
export function withinBudget(blocks: readonly Block[], budget: number): string {
  const written = blocks.filter(({ renditions }) => renditions[0] !== "");
  const all = [...written.entries()];
  const inTurn = [...all.filter(([, { later }]) => later !== true), ...all.filter(([, { later }]) => later === true)];
  const chosen = written.map(({ renditions }) => renditions.at(-1) ?? "");
  let left = budget - chosen.reduce((sum, text) => sum + bytes(text) + 2, 0);
  const choose = (index: number, better: (space: number) => string | undefined) => {
    const so = chosen[index] ?? "";
    const text = better(left + bytes(so));
    if (text === undefined) return;
    left -= bytes(text) - bytes(so);
    chosen[index] = text;
  };
  const fullest = (index: number, renditions: readonly string[]) =>
    choose(index, (space) => renditions.find((rendition) => bytes(rendition) <= space));
  const isShortest = (index: number, { renditions }: Block) => chosen[index] === renditions.at(-1);
  const fill = (index: number, block: Block) => {
    const { list } = block;
    if (list !== undefined && isShortest(index, block)) choose(index, (space) => cut(list, space));
  };
  for (const [index, block] of inTurn) {
    if (block.whole !== true) continue;
    fullest(index, block.renditions.slice(-2));
    fill(index, block);
  }
  // A list that was cut fills what there was.
  for (const [index, block] of inTurn)
    if (block.renditions.includes(chosen[index] ?? "")) fullest(index, block.renditions);
  for (const [index, block] of inTurn) fill(index, block);
  const page = chosen.map((text, index) => `${index === 0 ? "" : written[index]?.goesOn ? "\n" : "\n\n"}${text}`);
  return `${page.join("")}\n`;
}

/** @returns undefined where not even one item fits */
function cut({ head, items, separator, more, foot }: CutList, space: number): string | undefined {
  let left = space - bytes(head) - bytes(foot) - bytes(more(items.length));
  let length = 0;
  for (const item of items) {
    left -= bytes(item) + (length === 0 ? 0 : bytes(separator));
    if (left < 0) break;
    length += 1;
  }
  if (length === 0) return undefined;
  const rest = items.length - length;
  return `${head}${items.slice(0, length).join(separator)}${rest === 0 ? "" : more(rest)}${foot}`;
}

function bytes(text: string): number {
  return Buffer.byteLength(text, "utf8");
}
