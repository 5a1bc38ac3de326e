/** Puts a text in the place of the characters from `start` to `end`, which is exclusive, as in the spans of a tree. */
export interface Edit {
  readonly start: number;
  /** The same as `start`: nothing is taken out. */
  readonly end: number;
  readonly text: string;
}

/**
 * The source with the edits in it, and every other character as it is. All places are those of the source; what is put
 * at one place stays in the order of the list.
 * @throws RangeError when two edits overlap or one lies outside: an edit that was made for another text
 */
export function splice(source: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let copied = 0;
  for (const { start, end, text } of [...edits].sort((first, second) => first.start - second.start)) {
    if (start < copied || end < start || end > source.length) {
      throw new RangeError(`no edit from ${start} to ${end}: ${copied} to ${source.length} are left`);
    }
    parts.push(source.slice(copied, start), text);
    copied = end;
  }
  parts.push(source.slice(copied));
  return parts.join("");
}
